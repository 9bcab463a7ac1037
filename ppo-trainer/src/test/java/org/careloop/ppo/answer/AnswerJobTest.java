package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.lm.train.TrainingRun;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.TrainingData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run directory as the web application writes it, executed as a worker executes it. */
@Timeout(120)
class AnswerJobTest {
    private static final Map<String, Object> SHORT = Map.of("maxNewTokens", 8, "batchSize", 2, "requestsAtOnce", 1);

    @TempDir
    Path folder;

    private RunDirectory run;
    private Path policy;

    @BeforeEach
    void prompts() throws IOException {
        policy = NanoModel.write(folder.resolve("policy"), 3);
        run = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(run.dataset());
        JsonLines.write(
                run.prompts(),
                IntStream.range(0, 5)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("fever " + i))))
                        .toList());
        Map<String, String> sums = DatasetManifest.sha256(run.dataset(), List.of(TrainingData.PROMPTS.file()));
        Json.replace(
                run.manifest(),
                new DatasetManifest(null, Instant.EPOCH, Map.of("prompts", 5L), Map.of(), Map.of(), sums));
    }

    @Test
    void everyModelAnswersAndItsProgressIsInTheFigures() throws IOException {
        try (ChatServer server = ChatServer.start(ChatServer::echo)) {
            submit(server);

            assertThat(execute()).isEqualTo(RunStatus.Phase.DONE);

            List<MetricLog.Line> lines = MetricLog.read(run.metrics());
            assertThat(lines).extracting(MetricLog.Line::step).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(lines.getLast().values())
                    .containsEntry("answers", 10.0)
                    .containsEntry("answers/of/policy", 5.0)
                    .containsEntry("answers/of/rival", 5.0)
                    .containsEntry("answers/none", 0.0);
            assertThat(lines.getFirst().values().get("tokens_per_second")).isPositive();
            assertThat(lines.getFirst().values()).containsEntry("answers", 2.0).containsEntry("answers/ended_n", 2.0);
            assertThat(JsonLines.readAll(run.pairs().resolve("comparisons.jsonl"), Comparison.class))
                    .hasSize(5)
                    .allSatisfy(pair -> assertThat(pair.models()).containsExactlyInAnyOrder("policy", "rival"));
            assertThat(run.model()).doesNotExist();
            assertThat(JsonLines.readAll(run.answers(), Answer.class))
                    .extracting(Answer::seed)
                    .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L, 4L, 5L);
        }
    }

    /** As after SIGKILL: the answers of a step are kept, and its state is not. */
    @Test
    void aStepThatWasCutOffIsAStepOfTheRunThatGoesOn() throws IOException {
        try (ChatServer server = ChatServer.start(ChatServer::echo)) {
            submit(server);
            try (AnswerJob job = AnswerJob.load(run, run.readSpec())) {
                job.step(1);
            }

            assertThat(execute()).isEqualTo(RunStatus.Phase.DONE);

            List<MetricLog.Line> lines = MetricLog.read(run.metrics());
            assertThat(lines).extracting(MetricLog.Line::step).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(lines.getFirst().values())
                    .containsEntry("answers", 2.0)
                    .containsEntry("answers/ended_n", 2.0)
                    .doesNotContainKey("tokens_per_second");
            assertThat(JsonLines.readAll(run.answers(), Answer.class)).hasSize(10);
        }
    }

    @Test
    void aRunThatIsStoppedGoesOnWithWhatIsUnansweredAndEndsAsOneThatWasNot() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number == 2) {
                run.requestStop();
            }
            ChatServer.echo(number, request, exchange);
        })) {
            submit(server);
            assertThat(execute()).isEqualTo(RunStatus.Phase.STOPPED);
            assertThat(run.pairs().resolve("comparisons.jsonl")).doesNotExist();
            assertThat(Json.read(run.pairs().resolve("report.json"), AnswerReport.class)
                            .models())
                    .extracting(AnswerReport.OfModel::answered)
                    .containsExactly(5, 4);

            assertThat(execute()).isEqualTo(RunStatus.Phase.DONE);

            assertThat(server.requests()).hasSize(5);
            assertThat(MetricLog.read(run.metrics()))
                    .extracting(MetricLog.Line::step)
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(Files.readAllLines(run.pairs().resolve("comparisons.jsonl")))
                    .hasSize(5);
        }
    }

    @Test
    void aRivalThatAnswersNothingIsNamedAndWhatTheOthersAnsweredIsKept() throws IOException {
        try (ChatServer dead = ChatServer.start((n, request, exchange) -> ChatServer.send(exchange, 401, "who?"));
                ChatServer server = ChatServer.start(ChatServer::echo)) {
            submit(
                    checkpoint(),
                    new RunSpec.Answerer("dead", null, dead.address(), "llama", null),
                    new RunSpec.Answerer("rival", null, server.address(), "llama", null));

            assertThatThrownBy(this::execute)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("model \"dead\" at " + dead.address() + ",llama answers nothing");

            RunStatus status = run.readStatus().orElseThrow();
            assertThat(status.phase()).isEqualTo(RunStatus.Phase.FAILED);
            assertThat(status.errorWords().orElseThrow().english()).contains("model \"dead\"", "who?");
            assertThat(JsonLines.readAll(run.answers(), Answer.class))
                    .extracting(Answer::model)
                    .containsOnly("policy", "rival")
                    .hasSize(10);
            assertThat(dead.requests()).hasSize(3);
        }
    }

    @Test
    void promptsThatStayUnansweredAreLeftOutOnlyWhenAPersonSaysSo() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("fever 1")) {
                ChatServer.reply(exchange, " \n");
            } else if (request.toString().contains("fever 2")) {
                ChatServer.send(exchange, 400, "too long");
            } else {
                ChatServer.echo(number, request, exchange);
            }
        })) {
            submit(server);
            assertThatThrownBy(this::execute)
                    .hasMessageContaining("2 prompts have no answer from \"rival\" (p1: the answer is empty)");

            run.leaveOutUnanswered();
            assertThat(execute()).isEqualTo(RunStatus.Phase.DONE);

            assertThat(JsonLines.readAll(run.pairs().resolve("comparisons.jsonl"), Comparison.class))
                    .extracting(Comparison::id)
                    .containsExactlyInAnyOrder("p0", "p3", "p4");
            assertThat(Json.read(run.pairs().resolve("report.json"), AnswerReport.class)
                            .models()
                            .getLast()
                            .unanswered())
                    .containsOnlyKeys("p1", "p2");
        }
    }

    @Test
    void theKeyIsInNoFileOfTheRun() throws IOException {
        String variable = "PATH";
        String key = System.getenv(variable);
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number == 1) {
                ChatServer.send(exchange, 400, "no such key " + key);
                return;
            }
            ChatServer.echo(number, request, exchange);
        })) {
            submit(checkpoint(), new RunSpec.Answerer("rival", null, server.address(), "llama", variable));
            assertThatThrownBy(this::execute).hasMessageContaining("no such key …");

            assertThat(server.keys()).containsOnly("Bearer " + key);
            try (Stream<Path> files = Files.walk(run.path())) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .doesNotContain(key));
            }
        }
    }

    private RunStatus.Phase execute() throws IOException {
        return TrainingRun.execute(run, AnswerJob::load).status().phase();
    }

    private void submit(ChatServer server) throws IOException {
        submit(checkpoint(), new RunSpec.Answerer("rival", null, server.address(), "llama", null));
    }

    private RunSpec.Answerer checkpoint() {
        return RunSpec.Answerer.checkpoint("policy", policy.toString());
    }

    private void submit(RunSpec.Answerer... models) throws IOException {
        run.submit(
                new RunSpec(
                        "r",
                        RunKind.ANSWER,
                        Instant.EPOCH,
                        "test",
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(models),
                        SHORT,
                        Map.of()),
                RunStatus.queued(Instant.EPOCH));
    }
}
