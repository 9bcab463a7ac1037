package org.careloop.web.shell;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A start that records the JVM's AOT cache: it serves the sign-in page once, so that the classes of the first visit are
 * recorded too, and then ends the process. Only with {@code careloop.warm-up=true}.
 */
@Component
@ConditionalOnBooleanProperty("careloop.warm-up")
class WarmUp {

    @EventListener
    void serveOnceAndExit(ApplicationReadyEvent ready) throws IOException, InterruptedException {
        ConfigurableApplicationContext context = ready.getApplicationContext();
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        // Exits from a thread of its own, because the event is delivered during the start that is to end.
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context)));
    }
}
