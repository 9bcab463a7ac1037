package org.careloop.lm.dialogues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.Message;
import org.careloop.run.Message.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueScorerTest {
    private static final int POSITIONS = 96;

    @TempDir
    Path folder;

    private Path directory;
    private LanguageModel model;

    /** Three turns with a system message; 1 is the first answer's place, 7 behind the last. */
    private final NamedDialogue talk = new NamedDialogue(
            "talk",
            List.of(
                    new Message(Role.SYSTEM, "Be brief."),
                    Message.user("Fever?"),
                    Message.assistant("Rest."),
                    Message.user("And now?"),
                    Message.assistant("Drink more."),
                    Message.user("Thanks"),
                    Message.assistant("Bye.")));

    @BeforeEach
    void aModelOfRandomWeightsWithAChatTemplate() throws IOException {
        directory = folder.resolve("model");
        TokenizerTraining.train(List.of("a b"), 262, POSITIONS, directory);
        ModelConfig config = ModelConfig.llama(262, 16, 32, 2, 2, 1, POSITIONS).withSpecialIds(1, List.of(2), 0);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(1))).write(directory);
        model = LanguageModel.load(directory, LoadOptions.cpu());
    }

    private ChatFormat format() throws IOException {
        return ChatFormat.load(directory, Tokenizer.load(directory));
    }

    private DialogueScore scored(NamedDialogue dialogue, String aggregate) throws IOException {
        return new DialogueScorer(model, format(), 4096, aggregate)
                .score(List.of(dialogue))
                .getFirst();
    }

    /** Mean loss of an answer after messages, alone in its pass. */
    private double lossByHand(List<Message> before, String answer) throws IOException {
        ChatFormat format = format();
        int first = format.prompt(before).length;
        int[] ids = format.conversation(before, answer);
        try (NoGrad off = NoGrad.on();
                Scope scope = Scope.open()) {
            TokenBatch batch = TokenBatch.rightPadded(List.of(ids));
            float[] logProbs = LogProbs.of(model, model.hidden(batch), batch).toFloats();
            double sum = 0;
            for (int t = first; t < ids.length; t++) {
                sum -= logProbs[t - 1];
            }
            return sum / (ids.length - first);
        }
    }

    @Test
    void aTurnIsReadAfterItsHistoryAndAfterItsQuestionAlone() throws IOException {
        assertThatBothReadingsAreThoseByHand();
    }

    /** Joined by blank lines, earlier turns do not begin as the prompt of later ones: each answer is read in a row of its own. */
    @Test
    void thePlainFormatIsReadAsExactly() throws IOException {
        Path settings = directory.resolve("tokenizer_config.json");
        Files.writeString(settings, Files.readString(settings).replaceAll("\"chat_template\" : \".*\",", ""));
        assertThat(format().prompt(talk.turns().subList(1, 4))).doesNotContain(format().endOfTurn());

        assertThatBothReadingsAreThoseByHand();
    }

    private void assertThatBothReadingsAreThoseByHand() throws IOException {
        List<Message> all = talk.turns();
        List<TurnScore> turns = scored(talk, "mean").turns();

        assertThat(turns).extracting(TurnScore::turn).containsExactly(2, 3);
        TurnScore second = turns.getFirst();
        assertThat(second.tokens()).isEqualTo("Drink more.".length() + 1);
        assertThat(second.lossWithHistory()).isEqualTo(lossByHand(all.subList(0, 4), "Drink more."), within(1e-5));
        assertThat(second.lossWithout())
                .isEqualTo(lossByHand(List.of(all.getFirst(), all.get(3)), "Drink more."), within(1e-5));
        TurnScore third = turns.getLast();
        assertThat(third.lossWithHistory()).isEqualTo(lossByHand(all.subList(0, 6), "Bye."), within(1e-5));
        assertThat(third.lossWithout())
                .isEqualTo(lossByHand(List.of(all.getFirst(), all.get(5)), "Bye."), within(1e-5));
        assertThat(third.ratio()).isEqualTo(third.lossWithHistory() / third.lossWithout(), within(1e-12));
    }

    @Test
    void theScoreIsTheMeanOfTheRatiosOrTheirMinimum() throws IOException {
        DialogueScore mean = scored(talk, "mean");
        double first = mean.turns().getFirst().ratio();
        double second = mean.turns().getLast().ratio();

        assertThat(first).isNotEqualTo(second);
        assertThat(mean.score()).isEqualTo((first + second) / 2, within(1e-12));
        assertThat(scored(talk, "minimum").score()).isEqualTo(Math.min(first, second));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 100_000})
    void whatIsReadBesideADialogueChangesNothing(int batchTokens) throws IOException {
        List<NamedDialogue> many = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Message> turns = new ArrayList<>(talk.turns());
            turns.set(2, Message.assistant("Rest, ".repeat(i + 1)));
            many.add(new NamedDialogue("talk " + i, turns));
        }
        List<DialogueScore> together = new DialogueScorer(model, format(), batchTokens, "mean").score(many);

        for (int i = 0; i < many.size(); i++) {
            DialogueScore alone = scored(many.get(i), "mean");
            assertThat(together.get(i).id()).isEqualTo("talk " + i);
            assertThat(together.get(i).score()).isEqualTo(alone.score(), within(1e-5));
        }
    }

    @Test
    void aDialogueOfOneTurnHasNoScore() throws IOException {
        DialogueScore score =
                scored(new NamedDialogue("one", List.of(Message.user("Fever?"), Message.assistant("Rest."))), "mean");

        assertThat(score.score()).isNull();
        assertThat(score.turns()).isEmpty();
        assertThat(score.tooLong()).isZero();
    }

    @Test
    void anAnswerThatNobodyAskedForIsHistoryOfTheNext() throws IOException {
        List<Message> turns = new ArrayList<>(talk.turns().subList(1, 5));
        turns.add(2, Message.assistant("Also:"));
        DialogueScore score = scored(new NamedDialogue("twice", turns), "mean");

        assertThat(score.turns()).extracting(TurnScore::turn).containsExactly(2);
        assertThat(score.turns().getFirst().lossWithHistory())
                .isEqualTo(lossByHand(turns.subList(0, 4), "Drink more."), within(1e-5));
        assertThat(score.turns().getFirst().lossWithout())
                .isEqualTo(lossByHand(List.of(turns.get(3)), "Drink more."), within(1e-5));
    }

    @Test
    void aTurnThatDoesNotFitWithItsHistoryIsCountedAndTheOthersAreScored() throws IOException {
        List<Message> turns = new ArrayList<>(talk.turns());
        turns.add(Message.user("?".repeat(40)));
        turns.add(Message.assistant("No."));
        DialogueScore score = scored(new NamedDialogue("long", turns), "mean");

        assertThat(score.tooLong()).isEqualTo(1);
        assertThat(score.turns()).isEqualTo(scored(talk, "mean").turns());
    }
}
