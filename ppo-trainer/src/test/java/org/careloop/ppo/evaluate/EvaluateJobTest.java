package org.careloop.ppo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.CurveSpec;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.evaluation.Terms;
import org.junit.jupiter.api.Test;

/** An exam as a run that a worker executes. */
class EvaluateJobTest extends EvaluateCase {
    private RunDirectory run;

    @Test
    void aRunSaysWhatTheCommandSaysOfTheSameModelsAndQuestions() throws IOException {
        submit(Map.of("batchSize", 1, "shots", 1), "after", "before");
        assertThat(execute()).isEqualTo(Phase.DONE);

        assertThat(run(
                        "--model",
                        first,
                        "--before",
                        second,
                        "--benchmark",
                        test,
                        "--examples",
                        dev,
                        "--set",
                        "shots=1",
                        "--out",
                        folder.resolve("result")))
                .as(err.toString())
                .isZero();
        Evaluation expected = Json.read(folder.resolve("result/evaluation.json"), Evaluation.class);
        Evaluation found = evaluation();
        assertThat(found.name()).isEqualTo(expected.name());
        assertThat(found.model()).isEqualTo("after");
        assertThat(found.accuracy()).isEqualTo(expected.accuracy());
        Change change = Objects.requireNonNull(found.change());
        Change wanted = Objects.requireNonNull(expected.change());
        assertThat(change.onlyBefore()).isEqualTo(wanted.onlyBefore());
        assertThat(change.onlyAfter()).isEqualTo(wanted.onlyAfter());
        assertThat(change.mcnemar()).isEqualTo(wanted.mcnemar());
    }

    /** Twelve questions, four at a time, by each of two models. */
    @Test
    void aStepIsSomeQuestionsOfOneModelAndWritesTheFiguresThatAreDrawn() throws IOException {
        submit(Map.of("batchSize", 1), "after", "before");
        execute();

        List<MetricLog.Line> lines = MetricLog.read(run.metrics());
        assertThat(lines)
                .extracting(line -> line.values().get("exam/questions"))
                .containsExactly(4.0, 8.0, 12.0, 16.0, 20.0, 24.0);
        assertThat(lines)
                .extracting(line -> line.values().get("exam/accuracy_n"))
                .containsExactly(4.0, 8.0, 12.0, 12.0, 12.0, 12.0);
        assertThat(lines)
                .extracting(line -> line.values().getOrDefault("exam/accuracy_before_n", 0.0))
                .containsExactly(0.0, 0.0, 0.0, 4.0, 8.0, 12.0);
        assertThat(lines.get(2).values().get("exam/accuracy"))
                .isEqualTo(evaluation().accuracy().value());
        assertThat(lines.getLast().values())
                .containsKeys(RunKind.EVALUATE.curves().stream()
                        .map(CurveSpec::metric)
                        .toArray(String[]::new));
    }

    @Test
    void aRunThatWasStoppedHasNoResultAndGoesOnWithWhatIsUnanswered() throws IOException {
        submit(Map.of("batchSize", 1), "after");
        try (Job job = EvaluateJob.load(run, run.readSpec())) {
            job.step(1);
        }
        List<String> answered = Files.readAllLines(run.sitting().resolve("answers.jsonl"));
        run.requestStop();
        assertThat(execute()).isEqualTo(Phase.STOPPED);
        assertThat(run.evaluation().resolve("evaluation.json")).doesNotExist();

        run.writeStatus(RunStatus.queued(Instant.EPOCH));
        assertThat(execute()).isEqualTo(Phase.DONE);

        assertThat(Files.readAllLines(run.sitting().resolve("answers.jsonl")))
                .hasSize(12)
                .startsWith(answered.toArray(String[]::new));
        assertThat(evaluation().accuracy().n()).isEqualTo(12);
        // The step whose answers were kept without its state is one of them.
        assertThat(MetricLog.read(run.metrics()))
                .extracting(line -> line.values().get("exam/questions"))
                .containsExactly(4.0, 8.0, 12.0);
    }

    @Test
    void aQuestionThatOneOfTheModelsCannotReadIsRefusedBeforeAnyIsAsked() throws IOException {
        Files.writeString(test, "%s?,a,b,c,d,A\n".formatted("long ".repeat(100)), StandardOpenOption.APPEND);
        submit(Map.of(), "after", "before");

        assertThatThrownBy(this::execute)
                .hasMessageContaining("question \"anatomy:13\" has ")
                .hasMessageContaining("the model reads 320");
        assertThat(run.sitting().resolve("answers.jsonl")).isEmptyFile();
        assertThat(run.readStatus().orElseThrow().phase()).isEqualTo(Phase.FAILED);
    }

    private Phase execute() throws IOException {
        return TrainingRun.execute(run, EvaluateJob::load).status().phase();
    }

    private Evaluation evaluation() throws IOException {
        return Json.read(run.evaluation().resolve("evaluation.json"), Evaluation.class);
    }

    /** @param models the first is {@link #first}, the other {@link #second} */
    private void submit(Map<String, Object> settings, String... models) throws IOException {
        run = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(run.questions());
        Files.copy(test, run.questions().resolve(test.getFileName()));
        if (settings.containsKey("shots")) {
            Files.createDirectories(run.examples());
            Files.copy(dev, run.examples().resolve(dev.getFileName()));
        }
        Json.replace(run.exam(), new ExamOrder(null, null, Terms.Method.LOGLIKELIHOOD, false));
        List<Path> directories = List.of(first, second);
        List<RunSpec.Answerer> answerers = IntStream.range(0, models.length)
                .mapToObj(i -> RunSpec.Answerer.checkpoint(
                        models[i], directories.get(i).toString()))
                .toList();
        run.submit(
                new RunSpec(
                        "r",
                        RunKind.EVALUATE,
                        Instant.EPOCH,
                        "test",
                        null,
                        null,
                        null,
                        List.of(),
                        answerers,
                        settings,
                        Map.of()),
                RunStatus.queued(Instant.EPOCH));
    }
}
