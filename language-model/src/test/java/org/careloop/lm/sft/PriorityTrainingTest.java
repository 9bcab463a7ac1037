package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.sft.order.SourceCurve;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.SftSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorityTrainingTest {
    private static final int VOCABULARY = 300;
    private static final Map<String, Object> SETTINGS =
            Map.of("order", "priority", "epochs", 2, "batchSize", 3, "evaluationShare", 0.2, "saveAs", "f32");

    @TempDir
    Path folder;

    private Path base;
    private Path data;

    /** Ten questions of the web with two answers each, and four supervised ones; lengths all differ. */
    @BeforeEach
    void aModelThatKnowsNothingAndDialoguesOfTwoSources() throws IOException {
        List<Dialogue> dialogues = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            dialogues.add(dialogue("question " + i % 10, "rest " + "and drink ".repeat(i % 7), "web_cn"));
        }
        for (int i = 0; i < 4; i++) {
            dialogues.add(dialogue("and " + i, "no, see a doctor", "supervised"));
        }
        base = folder.resolve("base");
        data = folder.resolve("data.jsonl");
        TokenizerTraining.train(List.of("question", "rest and drink", "no, see a doctor"), VOCABULARY, 64, base);
        ModelConfig config = ModelConfig.llama(VOCABULARY, 16, 32, 2, 2, 1, 64).withSpecialIds(1, List.of(2), 0);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(1))).write(base);
        JsonLines.write(data, dialogues);
    }

    private static Dialogue dialogue(String question, String answer, String source) {
        return new Dialogue(null, List.of(Message.user(question)), answer, source, null);
    }

    private SftCourse course(Map<String, Object> changes) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(changes);
        return SftCourse.read(
                data, ChatFormat.load(base, Tokenizer.load(base)), 64, Settings.apply(SftSettings.class, settings));
    }

    private static List<String> texts(List<SftExample> examples) {
        return examples.stream().map(example -> Arrays.toString(example.ids())).toList();
    }

    private static List<String> steps(SftPlan plan, long from, long to) throws IOException {
        List<String> all = new ArrayList<>();
        for (long step = from; step <= to; step++) {
            all.addAll(texts(plan.step(step)));
        }
        return all;
    }

    @Test
    void aPassTakesEachRowOnceSupervisedOnesThriceAndTheNextReplaysIt() throws IOException {
        SftCourse course = course(Map.of("evaluationShare", 0));
        SftPlan plan = course.plan();

        assertThat(plan.size()).isEqualTo(2 * 11);
        List<String> first = steps(plan, 1, 11);
        assertThat(first).hasSize(20 + 3 * 4);
        assertThat(first.stream()
                        .collect(Collectors.groupingBy(text -> text, Collectors.counting()))
                        .values())
                .filteredOn(count -> count == 3)
                .hasSize(4);
        assertThat(steps(plan, 12, 22)).isEqualTo(first);
    }

    @Test
    void aPassOfItsOwnDrawsTheSameRowsInAnotherOrderAndEveryStepCanBeReadByItself() throws IOException {
        SftPlan plan = course(Map.of("evaluationShare", 0, "eachEpoch", "draw")).plan();
        List<String> first = steps(plan, 1, 11);
        List<String> second = steps(plan, 12, 22);

        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(texts(course(Map.of("evaluationShare", 0, "eachEpoch", "draw"))
                        .plan()
                        .step(15)))
                .isEqualTo(second.subList(9, 12));
        assertThat(texts(plan.step(2))).isEqualTo(first.subList(3, 6));
    }

    @Test
    void theSameConversationsAreHeldOutInBothOrders() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            SftCourse priority = course(Map.of("seed", seed, "evaluationShare", 0.4));
            SftCourse random = course(Map.of("seed", seed, "evaluationShare", 0.4, "order", "random"));

            assertThat(texts(priority.heldOut()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(texts(random.heldOut()));
            Set<String> trained =
                    new HashSet<>(steps(priority.plan(), 1, priority.plan().size()));
            assertThat(trained).isEqualTo(new HashSet<>(texts(random.shown())));
        }
    }

    @Test
    void aStepSaysTheShareOfEachSourceAndTheCurveIsWrittenBeforeTheFirst() throws IOException {
        RunDirectory run = prepare("run", SETTINGS);
        TrainingRun.execute(run, SftJob::load);

        SourceCurve curve = Json.read(run.path().resolve("sources.json"), SourceCurve.class);
        assertThat(curve.eachEpoch()).isEqualTo("replay");
        assertThat(curve.sources())
                .anySatisfy(source -> assertThat(source)
                        .returns("web_cn", SourceCurve.OfSource::source)
                        .returns(32.0, SourceCurve.OfSource::weight)
                        .returns(1, SourceCurve.OfSource::copies));
        long conversations = curve.parts().stream()
                .mapToLong(SourceCurve.Part::conversations)
                .sum();
        List<MetricLog.Line> steps = MetricLog.read(run.metrics());
        assertThat(steps)
                .hasSize(2 * (int) Math.ceilDiv(conversations, 3L))
                .allSatisfy(step -> assertThat(step.values().get("source/web_cn")
                                + step.values().get("source/supervised"))
                        .isEqualTo(1, within(1e-9)));
        assertThat(steps.getFirst().values()).containsEntry("source/web_cn", 1.0);
        assertThat(Files.readString(run.model().resolve("README.md")))
                .contains(
                        "## Order of the sources", "every epoch replays it", "| supervised |", "| part of an epoch |");
        assertThat(run.model().resolve("sources.json"))
                .hasSameBinaryContentAs(run.path().resolve("sources.json"));
    }

    @Test
    void aRunThatIsInterruptedAfterAnyStepEndsAtTheSameBytes() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(SETTINGS);
        settings.put("eachEpoch", "draw");
        RunDirectory through = prepare("through", settings);
        long steps = TrainingRun.execute(through, SftJob::load).status().step();
        for (long done : LongStream.of(1, steps / 2, steps / 2 + 1, steps - 1).toArray()) {
            RunDirectory interrupted = prepare("interrupted-" + done, settings);
            try (Job first = SftJob.load(interrupted, interrupted.readSpec())) {
                for (long step = 1; step <= done; step++) {
                    first.step(step);
                }
                first.saveState(Files.createDirectories(interrupted.state().resolve("step-%06d".formatted(done))));
            }
            TrainingRun.execute(interrupted, SftJob::load);

            assertThat(interrupted.model().resolve("model.safetensors"))
                    .hasSameBinaryContentAs(through.model().resolve("model.safetensors"));
        }
    }

    @Test
    void aConversationWithoutASourceIsNamedByItsLine() throws IOException {
        Files.writeString(data, """
            {"prompt": [{"role": "user", "content": "a"}], "response": "b", "source": "books"}

            {"prompt": [{"role": "user", "content": "a"}], "response": "b"}
            """);

        assertThatThrownBy(() -> course(Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        data + ", line 3: field \"source\" is missing; in priority order each conversation says where"
                                + " it comes from, such as web_cn or supervised: add it, or set order=random");
    }

    @Test
    void aSourceWithoutAWeightIsNamedWithThoseThatHaveOne() throws IOException {
        Files.writeString(data, """
            {"prompt": [{"role": "user", "content": "a"}], "response": "b", "source": "forum"}
            """);

        assertThatThrownBy(() -> course(Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        data + ", line 1: field \"source\" is \"forum\", which has no weight; those that have one are"
                                + " books, encyclopedia, literature, supervised, web: add it to sourceWeights, such as"
                                + " forum=1");
    }

    @Test
    void rowsWhoseAnswersBeginTooLateAreNotDrawn() throws IOException {
        JsonLines.write(
                data,
                IntStream.range(0, 6)
                        .mapToObj(i -> dialogue(i < 5 ? "question ".repeat(40) : "question", "no", "web"))
                        .toList());
        SftCourse course = SftCourse.read(
                data,
                ChatFormat.load(base, Tokenizer.load(base)),
                20,
                Settings.apply(SftSettings.class, Map.of("order", "priority", "evaluationShare", 0, "epochs", 1)));

        assertThat(course.conversations()).isEqualTo(1);
        assertThat(course.cut()).isEqualTo(5);
        assertThat(course.plan().step(1)).hasSize(1);
    }

    private RunDirectory prepare(String name, Map<String, Object> settings) throws IOException {
        return new CommandRun(
                        RunKind.SFT,
                        base,
                        null,
                        null,
                        settings,
                        Map.of(TrainingData.DIALOGUES.file(), data),
                        Map.of("dialogues", 24L))
                .prepare(folder.resolve(name), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }
}
