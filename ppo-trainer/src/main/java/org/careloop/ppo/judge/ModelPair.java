package org.careloop.ppo.judge;

import java.util.List;
import org.careloop.ppo.answer.Question;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.judging.Outcome;
import org.careloop.run.judging.PairOutcome;
import org.careloop.run.text.Scripts;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the new model and of its rival to one prompt, with what people said of them.
 *
 * @param newIsA whether the first response of the row is the new model's
 */
record ModelPair(Comparison row, boolean newIsA) {
    /** More than there are tries, so that no two requests of a command have the same seed. */
    private static final int SEEDS_AN_ORDER = 64;

    String id() {
        return row.id();
    }

    private String ofNew() {
        return newIsA ? row.a() : row.b();
    }

    private String ofRival() {
        return newIsA ? row.b() : row.a();
    }

    boolean isIdentical() {
        return VisibleText.of(row.a()).equals(VisibleText.of(row.b()));
    }

    List<Message> prompt() {
        return row.prompt();
    }

    /** In the language of what the person asked. */
    boolean isChinese() {
        return Scripts.isChinese(row.prompt().getLast().content());
    }

    /**
     * What the judge is asked.
     *
     * @param place of the pair in its file, from 0: it decides on the seeds, so that a command that goes on asks as one that was
     *     never broken off
     * @param newFirst whether the new model's answer is shown first
     * @param tries how often it was asked before
     */
    Question ask(long place, boolean newFirst, int tries, long firstSeed) {
        List<Message> message = JudgeWording.of(isChinese())
                .ask(row.prompt(), newFirst ? ofNew() : ofRival(), newFirst ? ofRival() : ofNew());
        long seed = firstSeed + (2 * place + (newFirst ? 0 : 1)) * SEEDS_AN_ORDER + tries;
        return new Question(JudgeCall.key(id(), newFirst), message, seed);
    }

    /** What came of it, by what the judge said in each order; null where it said nothing. */
    PairOutcome judged(@Nullable JudgeCall newFirst, @Nullable JudgeCall rivalFirst) {
        return PairOutcome.of(
                        id(),
                        isChinese() ? "zh" : "en",
                        PairOutcome.shown(prompt(), ofNew(), ofRival()),
                        newFirst == null ? null : newFirst.preferred(),
                        rivalFirst == null ? null : rivalFirst.preferred(),
                        isIdentical())
                .beside(people());
    }

    /** What each person said of it. */
    private List<Outcome> people() {
        return row.votes().stream()
                .map(vote -> Outcome.of(vote.verdict(), newIsA))
                .toList();
    }
}
