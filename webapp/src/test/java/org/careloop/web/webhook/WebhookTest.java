package org.careloop.web.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages to a receiver on this machine that answers as the test wants. */
abstract class WebhookTest extends WebTest {
    @Autowired
    WebhookService hooks;

    @Autowired
    WebhookSender sender;

    @Autowired
    StudyService studies;

    final List<Received> received = new CopyOnWriteArrayList<>();
    volatile int answer = 204;
    HttpServer receiver;
    Study study;

    record Received(String path, String delivery, String signature, String body) {}

    @BeforeEach
    void receiverAndStudy() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("X-CareLoop-Delivery"),
                    exchange.getRequestHeaders().getFirst(WebhookSender.SIGNATURE),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        Person lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        study = studies.create(new NewStudy("Told " + UUID.randomUUID(), "", 1), lead.id());
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        database.sql("delete from webhook_delivery").update();
        database.sql("delete from webhook").update();
    }

    String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path);
    }
}
