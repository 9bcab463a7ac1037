package org.careloop.web.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.careloop.web.audit.AuditLog;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends messages that are due. Each carries its time and {@code HMAC-SHA256(secret, time + "." + body)}, so that a receiver
 * knows who sent it and that it is no old one. An answer of 2xx ends it; else it is tried again after a minute, two,
 * four … up to a day. Redirects are not followed: they would take the message to an address that nobody chose. Each
 * receiver's messages go one after the other; where one gets no answer at all the others wait with it, so that a receiver
 * that is gone costs a turn one time-out.
 */
@Component
public class WebhookSender {
    static final String SIGNATURE = "X-CareLoop-Signature";
    static final int MOST_ATTEMPTS = 8;
    private static final int PORTION = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final WebhookRepository hooks;
    private final Receivers receivers;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    WebhookSender(
            WebhookRepository hooks,
            Receivers receivers,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.hooks = hooks;
        this.receivers = receivers;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Sends what is due now, once. */
    public void send() {
        Instant now = clock.instant();
        Map<UUID, List<WebhookRepository.Due>> byReceiver = hooks.claim(now, now.plus(CLAIM), PORTION).stream()
                .collect(Collectors.groupingBy(WebhookRepository.Due::hook));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byReceiver.values().forEach(messages -> threads.execute(() -> send(messages)));
        }
    }

    private void send(List<WebhookRepository.Due> messages) {
        try {
            for (int i = 0; i < messages.size(); i++) {
                Optional<Instant> again = deliver(messages.get(i));
                if (again.isPresent()) {
                    hooks.putBack(messages.subList(i + 1, messages.size()), again.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The server stops; the claims run out and the messages are sent again.
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a message; where it got no answer, says when to ask the receiver again. */
    private Optional<Instant> deliver(WebhookRepository.Due due) throws InterruptedException {
        try {
            URI address = URI.create(due.url());
            receivers.require(address);
            int answer = post(request(address, due));
            if (answer / 100 == 2) {
                hooks.delivered(due.id(), "HTTP " + answer, clock.instant());
            } else {
                failed(due, "HTTP " + answer);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(failed(due, e.getClass().getSimpleName()));
        }
    }

    /** The status is all that is read: a receiver that never ends its answer holds nobody up. */
    private int post(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private HttpRequest request(URI address, WebhookRepository.Due due) {
        String time = String.valueOf(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-CareLoop-Event", due.event())
                .header("X-CareLoop-Delivery", due.id().toString())
                .header(SIGNATURE, "t=%s,v1=%s".formatted(time, sign(due.secret(), time + "." + due.payload())))
                .POST(HttpRequest.BodyPublishers.ofString(due.payload()))
                .build();
    }

    /** Notes it; gives when it is tried again. */
    private Instant failed(WebhookRepository.Due due, String answer) {
        Instant now = clock.instant();
        if (due.attempts() >= MOST_ATTEMPTS) {
            transaction.executeWithoutResult(status -> {
                hooks.givenUp(due.id(), answer, now);
                hooks.activate(due.hook(), false);
                audit.record("webhook.disable", due.url(), Map.of("answer", answer, "attempts", due.attempts()));
            });
            return now;
        }
        Duration wait = Duration.ofMinutes(1L << (due.attempts() - 1));
        Instant next = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        hooks.later(due.id(), answer, next);
        return next;
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
