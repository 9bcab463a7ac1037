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
 * One start for the recorder of the JVM's AOT cache: serves the sign-in page once, so that what a first visitor needs is
 * recorded too, and ends. Only with {@code careloop.warm-up=true}.
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
        // Leaving from a thread of its own: the event is delivered inside the start that is to be ended.
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context)));
    }
}
