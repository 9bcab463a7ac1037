package org.careloop.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Receivers that fail, redirect, hang or are gone. */
class WebhookDeliveryTest extends WebhookTest {
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
}
