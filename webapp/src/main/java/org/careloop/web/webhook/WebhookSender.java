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
 * Sends messages that are due. Each carries its time and {@code HMAC-SHA256(secret, time + "." + body)}, so that a
 * receiver can check the sender and refuse old messages. An answer of 2xx is success; otherwise the message is tried
 * again after one, two, four … minutes, up to a day. Redirects are not followed, because they could lead to an address
 * that nobody allowed. The messages of one receiver are sent in order. When one gets no answer, the others of this
 * receiver wait too, so that an unreachable receiver costs one time-out a round.
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

    /** Sends the messages that are due, each once. */
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
            // The server is stopping. The claims expire, and the messages are sent later.
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a message. Returns when to try the receiver again if it gave no answer. */
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

    /** Only the status is read, so that an endless answer cannot block the sender. */
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

    /** Stores the failure; returns the time of the next attempt. */
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
