package org.careloop.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.WebTest;
import org.careloop.web.dataset.imports.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Messages to a receiver on this machine that answers as the test wants. */
class WebhookTest extends WebTest {
    @Autowired
    private WebhookService hooks;

    @Autowired
    private WebhookSender sender;

    @Autowired
    private StudyService studies;

    @Autowired
    private ImportService imports;

    @TempDir
    private Path folder;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private HttpServer receiver;
    private Study study;

    private record Received(String path, String delivery, String signature, String body) {}

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

    @Test
    void aJudgementIsToldSignedWithoutTextsAndTheLastOneEndsTheStudy() throws Exception {
        String secret = hooks.create(
                study.id(), address("/in"), EnumSet.of(WebhookEvent.JUDGEMENT, WebhookEvent.STUDY_COMPLETE));
        judge();
        sender.send();

        assertThat(received)
                .extracting(message ->
                        Json.MAPPER.readTree(message.body()).get("event").asString())
                .containsExactlyInAnyOrder("JUDGEMENT", "STUDY_COMPLETE");
        for (Received message : received) {
            assertThat(message.body()).contains(study.id().toString()).doesNotContain("secret text", "model-x");
            String[] parts = message.signature().split("[=,]");
            assertThat(parts[3]).isEqualTo(WebhookSender.sign(secret, parts[1] + "." + message.body()));
        }
        sender.send();
        assertThat(received).hasSize(2);
    }

    @Test
    void aFailureIsTriedAgainLaterAndAtLastTurnsTheAddressOff() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        Webhook hook = hooks.of(study.id()).getFirst();
        answer = 500;
        hooks.test(hook.id());
        sender.send();
        sender.send();
        assertThat(received).hasSize(1);
        for (int i = 1; i < WebhookSender.MOST_ATTEMPTS; i++) {
            clock.advance(Duration.ofDays(1));
            sender.send();
        }
        assertThat(received).hasSize(WebhookSender.MOST_ATTEMPTS);
        assertThat(hooks.deliveries(hook.id()).getFirst().state()).isEqualTo(Webhook.State.GIVEN_UP);
        assertThat(hooks.deliveries(hook.id()).getFirst().answer()).contains("HTTP 500");
        assertThat(hooks.of(study.id()).getFirst().active()).isFalse();
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        answer = 302;
        hooks.test(hooks.of(study.id()).getFirst().id());
        sender.send();
        assertThat(received).extracting(Received::path).containsExactly("/in");
    }

    @Test
    void onlyAddressesOfTheWebAreTaken() {
        for (String bad :
                List.of("file:///etc/passwd", "ftp://host/x", "https://user:pw@host/", "not an address", "")) {
            assertThatThrownBy(() -> hooks.create(study.id(), bad, Set.of(WebhookEvent.JUDGEMENT)))
                    .as(bad)
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith("address: given");
        }
    }

    /** By Python's hmac, see docs/api.md. */
    @Test
    void theSignatureIsWhatAnotherProgramComputes() {
        assertThat(WebhookSender.sign("0011223344556677", "1767225600.{\"event\":\"TEST\",\"study\":\"s\"}"))
                .isEqualTo("08d6fc5dbf935a59407e20ded89f205124b76b404fa99982963bd0c961db420a");
    }

    @Test
    void theBodyThatIsSignedNamesTheDelivery() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        judge();
        hooks.test(hooks.of(study.id()).getFirst().id());
        sender.send();
        assertThat(received)
                .hasSize(2)
                .allSatisfy(message -> assertThat(
                                Json.MAPPER.readTree(message.body()).get("id").asString())
                        .isEqualTo(message.delivery()));
    }

    @Test
    void aReceiverThatNeverEndsItsAnswerHoldsNobodyUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        receiver.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await(end);
            exchange.close();
        });
        hooks.create(study.id(), address("/endless"), Set.of(WebhookEvent.JUDGEMENT));
        hooks.test(hooks.of(study.id()).getFirst().id());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> sender.send());
        end.countDown();
        assertThat(hooks.deliveries(hooks.of(study.id()).getFirst().id()))
                .extracting(Webhook.Delivery::state)
                .containsExactly(Webhook.State.DELIVERED);
    }

    @Test
    void oneReceiverWaitsForNoOther() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(1);
        receiver.createContext("/slow", exchange -> {
            await(slow);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.createContext("/quick", exchange -> {
            quick.countDown();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        for (String path : List.of("/slow", "/quick")) {
            hooks.create(study.id(), address(path), Set.of(WebhookEvent.JUDGEMENT));
        }
        hooks.of(study.id()).forEach(hook -> hooks.test(hook.id()));
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> sending = thread.submit(() -> sender.send());
            await(quick);
            assertThat(sending.isDone()).isFalse();
            slow.countDown();
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReceiverThatIsGoneIsAskedOnceATurn() {
        hooks.create(study.id(), "http://127.0.0.1:1/", Set.of(WebhookEvent.JUDGEMENT));
        UUID hook = hooks.of(study.id()).getFirst().id();
        for (int i = 0; i < 3; i++) {
            hooks.test(hook);
        }
        sender.send();
        assertThat(hooks.deliveries(hook))
                .extracting(Webhook.Delivery::attempts)
                .containsExactlyInAnyOrder(1, 0, 0);
        clock.advance(Duration.ofMinutes(1));
        sender.send();
        assertThat(hooks.deliveries(hook))
                .extracting(Webhook.Delivery::attempts)
                .containsExactlyInAnyOrder(2, 0, 0);
    }

    @Test
    void anImportIsNotToldAndCompletesNoStudy() throws Exception {
        hooks.create(study.id(), address("/in"), EnumSet.of(WebhookEvent.JUDGEMENT, WebhookEvent.STUDY_COMPLETE));
        StringBuilder rows = new StringBuilder("id,prompt,a,b,annotator,verdict\n");
        for (int i = 0; i < 1100; i++) {
            rows.append("r%d,q,x,y,n,A%n".formatted(i));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), rows);
        imports.importFiles(study.id(), List.of(ImportFile.of(file)), 1);
        sender.send();
        assertThat(received).isEmpty();
    }

    @Test
    void aComparisonThatIsHeldBackKeepsNoStudyFromItsEnd() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.STUDY_COMPLETE));
        UUID out = UUID.randomUUID();
        database.sql("""
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, held, position, created_at)
                        values (?, ?, 'out', '[{"role":"user","content":"q"}]', 'x', 'y', true, 2, ?::timestamptz)""").params(out, study.id().value(), NOW.toString()).update();
        database.sql("insert into slot (comparison_id, ordinal, study_id, position, blocked) values (?, 1, ?, 2, true)")
                .params(out, study.id().value())
                .update();
        judge();
        sender.send();
        assertThat(received).hasSize(1);
    }

    @Test
    void whoLeadsAnotherStudyTouchesNoAddressOfThisOne() {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        UUID hook = hooks.of(study.id()).getFirst().id();
        database.sql(
                        "insert into study_member (study_id, person_id, role, added_at) select ?, created_by, 'LEAD', now() from webhook where id = ?")
                .params(study.id().value(), hook)
                .update();
        signedIn.as(signedIn.account("other", Role.STUDY_LEAD));
        assertThatThrownBy(() -> hooks.test(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.delete(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.deliveries(hook)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> hooks.test(UUID.randomUUID())).isInstanceOf(BadInput.class);
    }

    private String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path);
    }

    private void judge() {
        UUID comparison = UUID.randomUUID();
        UUID annotator = signedIn.clinician("anna").id().value();
        database.sql("""
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, position, created_at)
                        values (?, ?, 'c', '[{"role":"user","content":"secret text"}]', 'secret text', 'y', 'model-x', 1, ?::timestamptz)""").params(comparison, study.id().value(), NOW.toString()).update();
        database.sql("insert into slot (comparison_id, ordinal, study_id, position) values (?, 1, ?, 1)")
                .params(comparison, study.id().value())
                .update();
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, a_on_left,
                                               active_ms, rationale, study_id, created_at)
                        values (gen_random_uuid(), gen_random_uuid(), ?, 1, ?, 1, 'A', true, 1000, 'secret text', ?, ?::timestamptz)""")
                .params(comparison, annotator, study.id().value(), NOW.toString())
                .update();
    }
}
