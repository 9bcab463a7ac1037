package org.careloop.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.careloop.load.AnnotationPage;
import org.careloop.web.annotation.SideVerdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An annotator who judges without a pause. When an answer does not come, the same message is sent once more, as a browser does; when
 * that fails too, the annotator signs in again, at the other instance where there is one.
 */
final class Annotator implements Callable<Void> {
    private static final SideVerdict[] VERDICTS = SideVerdict.values();
    /** What a browser waits before it tries again, made short. */
    private static final Duration BREATH = Duration.ofMillis(150);

    private final int number;
    private final String login;
    private final List<String> addresses;
    private final Map<String, String> refusals;
    private final Ledger ledger;
    private final BooleanSupplier done;
    private int turn;
    private int said;
    private @Nullable AnnotationPage page;

    /** @param refusals the sentence of each answer that says "not stored", and its short name */
    Annotator(
            int number,
            String login,
            List<String> addresses,
            Map<String, String> refusals,
            Ledger ledger,
            BooleanSupplier done) {
        this.number = number;
        this.login = login;
        this.addresses = addresses;
        this.refusals = refusals;
        this.ledger = ledger;
        this.done = done;
        this.turn = number;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!done.getAsBoolean()) {
            try {
                AnnotationPage open = page == null ? AnnotationPage.open(nextAddress(), login) : page;
                page = open;
                if (!open.hasPair()) {
                    throw new IllegalStateException(login + " has nothing left to judge: give more comparisons");
                }
                judge(open);
            } catch (IOException | JacksonException e) {
                page = null;
                // A browser waits too before it opens a page again.
                Thread.sleep(BREATH);
            }
        }
        return null;
    }

    private String nextAddress() {
        return addresses.get(turn++ % addresses.size());
    }

    private void judge(AnnotationPage open) throws IOException, InterruptedException {
        String token = "said-%d-%d".formatted(number, said++);
        ledger.say(token);
        long at = System.nanoTime();
        String shown = sendTwice(open, token);
        refusals.entrySet().stream()
                .filter(refusal -> shown.contains(refusal.getKey()))
                .findFirst()
                .ifPresentOrElse(
                        refusal -> refused(refusal.getValue(), at), () -> ledger.acknowledge(token, number, at));
    }

    private void refused(String why, long sentAt) {
        ledger.refuse(why, number, sentAt);
        // What was said may be offered as a change of the verdict of the other window; this person lets it be.
        page = null;
    }

    private String sendTwice(AnnotationPage open, String token) throws IOException, InterruptedException {
        SideVerdict verdict = VERDICTS[said % VERDICTS.length];
        try {
            return open.judge(verdict, token);
        } catch (IOException | JacksonException e) {
            // A browser waits too before it sends a message again.
            Thread.sleep(BREATH);
            return open.judge(verdict, token);
        }
    }
}
