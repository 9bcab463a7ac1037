package org.careloop.lm.dialogues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.ConversationIds;
import org.careloop.lm.train.MicroBatches;
import org.careloop.run.Message;

/**
 * Reads every answer of a dialogue after the first twice, after its history and question and after its question alone:
 * {@code r_k = L(a_k | h_k, q_k) / L(a_k | q_k)} with {@code L(a | c) = -(1 / |a|) sum of log p(a_t | c, a_<t)}. Below 1 the
 * history helps, about 1 the turn does not depend on it, above 1 it misleads.
 *
 * <p>The formula is our own. A metric of this kind that was used for medical dialogues ("RC" of the AquilaMed-Instruct card,
 * perhaps CareBot's ConFilter) is described there in one sentence: built on cross-entropy, it measures how much the history
 * influences each turn. No formula was published. A precedent with code is IFD (Li et al. 2024), the loss of an answer with its
 * instruction divided by that without.
 *
 * <p>A system message is no history: it stands before both. Both readings are in the model's chat format, and the end of the turn
 * counts as a token of the answer, as in fine-tuning.
 */
final class DialogueScorer {
    private final LanguageModel model;
    private final ChatFormat format;
    private final int batchTokens;
    private final String aggregate;

    /** @param aggregate as the setting has it */
    DialogueScorer(LanguageModel model, ChatFormat format, int batchTokens, String aggregate) {
        this.model = model;
        this.format = format;
        this.batchTokens = batchTokens;
        this.aggregate = aggregate;
    }

    /** Both readings of the answer at a place among the messages. */
    private static final class Losses {
        private int tokens;
        private double with = Double.NaN;
        private double without = Double.NaN;

        boolean isWhole() {
            return !Double.isNaN(with) && !Double.isNaN(without);
        }
    }

    /** Takes the mean loss of an answer and the number of its tokens. */
    @FunctionalInterface
    private interface LossSink {
        void take(int message, double loss, int tokens);
    }

    /** Ids to be read, and who takes what comes of them. */
    private record Reading(ConversationIds conversation, LossSink sink) {
        int length() {
            return conversation.length();
        }
    }

    /** The scores of dialogues, in their order. */
    List<DialogueScore> score(List<NamedDialogue> dialogues) {
        List<Reading> readings = new ArrayList<>();
        List<Map<Integer, Losses>> all = new ArrayList<>();
        for (NamedDialogue dialogue : dialogues) {
            Map<Integer, Losses> losses = new TreeMap<>();
            readings.addAll(readings(dialogue.turns(), losses));
            all.add(losses);
        }
        for (List<Reading> batch : MicroBatches.of(readings, Reading::length, batchTokens)) {
            read(batch);
        }
        List<DialogueScore> scores = new ArrayList<>();
        for (int i = 0; i < dialogues.size(); i++) {
            scores.add(score(dialogues.get(i), all.get(i)));
        }
        return scores;
    }

    private DialogueScore score(NamedDialogue dialogue, Map<Integer, Losses> losses) {
        List<TurnScore> turns = new ArrayList<>();
        int tooLong = 0;
        int turn = 1;
        for (Losses one : losses.values()) {
            turn++;
            if (one.isWhole()) {
                turns.add(TurnScore.of(turn, one.tokens, one.with, one.without));
            } else {
                tooLong++;
            }
        }
        return DialogueScore.of(dialogue.id(), turns, tooLong, aggregate);
    }

    /** @param losses gets a place for every answer after the first */
    private List<Reading> readings(List<Message> turns, Map<Integer, Losses> losses) {
        List<Reading> readings = new ArrayList<>();
        answers(turns).stream().skip(1).forEach(message -> losses.put(message, new Losses()));
        if (losses.isEmpty()) {
            return readings;
        }
        for (ConversationIds row : ConversationIds.of(turns, format)) {
            List<ConversationIds.Answer> wanted = row.answers().stream()
                    .filter(answer -> losses.containsKey(answer.message()) && fits(answer.to()))
                    .toList();
            if (!wanted.isEmpty()) {
                int[] ids = Arrays.copyOf(row.ids(), wanted.getLast().to());
                readings.add(new Reading(new ConversationIds(ids, wanted), (message, loss, tokens) -> {
                    Losses both = Objects.requireNonNull(losses.get(message));
                    both.with = loss;
                    both.tokens = tokens;
                }));
            }
        }
        losses.forEach((message, both) -> {
            ConversationIds alone =
                    ConversationIds.of(withoutHistory(turns, message), format).getLast();
            if (fits(alone.length())) {
                readings.add(new Reading(alone, (at, loss, tokens) -> both.without = loss));
            }
        });
        return readings;
    }

    private boolean fits(int length) {
        return length <= model.config().maxPositions();
    }

    /** Where the answers stand that somebody asked for. */
    private static List<Integer> answers(List<Message> turns) {
        List<Integer> answers = new ArrayList<>();
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i).role() == Message.Role.ASSISTANT
                    && turns.get(i - 1).role() == Message.Role.USER) {
                answers.add(i);
            }
        }
        return answers;
    }

    /** The system message, what was asked right before the answer, and the answer. */
    private static List<Message> withoutHistory(List<Message> turns, int answer) {
        int asked = answer;
        while (asked > 0 && turns.get(asked - 1).role() == Message.Role.USER) {
            asked--;
        }
        List<Message> alone = new ArrayList<>();
        if (turns.getFirst().role() == Message.Role.SYSTEM) {
            alone.add(turns.getFirst());
        }
        alone.addAll(turns.subList(asked, answer + 1));
        return alone;
    }

    private void read(List<Reading> batch) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            TokenBatch tokens = TokenBatch.rightPadded(
                    batch.stream().map(reading -> reading.conversation().ids()).toList());
            int places = tokens.length() - 1;
            boolean[] wanted = new boolean[batch.size() * places];
            for (int row = 0; row < batch.size(); row++) {
                for (ConversationIds.Answer answer :
                        batch.get(row).conversation().answers()) {
                    int first = row * places + answer.from() - 1;
                    Arrays.fill(wanted, first, first + answer.to() - answer.from(), true);
                }
            }
            float[] logProbs = LogProbs.of(model, model.hidden(tokens), tokens, Tensor.of(wanted, batch.size(), places))
                    .toFloats();
            for (int row = 0; row < batch.size(); row++) {
                for (ConversationIds.Answer answer :
                        batch.get(row).conversation().answers()) {
                    int first = row * places + answer.from() - 1;
                    give(batch.get(row).sink(), answer, logProbs, first);
                }
            }
        }
    }

    private static void give(LossSink sink, ConversationIds.Answer answer, float[] logProbs, int first) {
        int count = answer.to() - answer.from();
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            sum -= logProbs[i];
        }
        sink.take(answer.message(), sum / count, count);
    }
}
