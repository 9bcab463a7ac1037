package org.careloop.ppo.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.pretrain.PretrainCommand;
import org.careloop.lm.sft.SftCommand;
import org.careloop.ppo.evaluate.EvaluateCommand;
import org.careloop.ppo.rl.OnPolicyCommand;
import org.careloop.ppo.unify.UnifyCommand;
import org.careloop.reward.RewardCommand;
import org.careloop.run.BadInput;
import org.careloop.run.path.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PathPlanTest {
    @Command(name = "careloop")
    static final class All {}

    private static final String SAID = "\"prompt\":[{\"role\":\"user\",\"content\":\"a\"}]";
    private static final String PAIR =
            "{\"id\":\"%d\",%s,\"a\":\"x\",\"b\":\"y\",\"votes\":[{\"annotator\":\"s\",\"verdict\":\"A\"}]}\n";

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void makeFiles() throws IOException {
        out = folder.resolve("out");
        Files.writeString(folder.resolve("m.json"), """
            {"sources": [{"name": "s", "files": ["texts.txt"]}],
             "stages": [{"name": "s", "tokens": 10, "shares": {"s": 1}}]}\
            """);
        Files.writeString(folder.resolve("texts.txt"), "a");
        Files.writeString(folder.resolve("rows.jsonl"), "{\"id\":\"1\"," + SAID + ",\"response\":\"b\"}");
        Files.writeString(folder.resolve("prompts.jsonl"), "{\"id\":\"1\"," + SAID + "}");
        Files.writeString(
                folder.resolve("pairs.jsonl"), PAIR.formatted(1, SAID) + PAIR.formatted(2, SAID.replace("a\"", "c\"")));
        Files.writeString(folder.resolve("exam.csv"), "");
        Files.createDirectory(folder.resolve("start"));
    }

    private static CommandLine commands() {
        return new CommandLine(new All())
                .addSubcommand("pretrain", new PretrainCommand())
                .addSubcommand("sft", new SftCommand())
                .addSubcommand("reward", new RewardCommand())
                .addSubcommand("rloo", new OnPolicyCommand.Rloo())
                .addSubcommand("unify", new UnifyCommand())
                .addSubcommand("evaluate", new EvaluateCommand());
    }

    @Test
    void everyStageStartsFromThePolicyBeforeItAndEveryPolicyTakesTheExams() throws IOException {
        List<PlannedStep> steps = plan("""
            - {name: cpt, command: pretrain, mixture: m.json, settings: {batchSize: 8}}
            - {name: judge, command: reward, comparisons: pairs.jsonl}
            - {name: rl, command: rloo, prompts: prompts.jsonl, watch: [length, repetition]}
            """);

        assertThat(lines(steps))
                .containsExactly(
                        "evaluate --benchmark exam.csv --model start --out OUT/exams/00-start/e",
                        "pretrain --mixture m.json --model start --set batchSize=8 --out OUT/01-cpt",
                        "evaluate --benchmark exam.csv --model OUT/01-cpt --before OUT/exams/00-start/e --out"
                                + " OUT/exams/01-cpt/e",
                        "reward --comparisons pairs.jsonl --model OUT/01-cpt --out OUT/02-judge",
                        "rloo --prompts prompts.jsonl --watch length --watch repetition --model OUT/01-cpt --reward"
                                + " OUT/02-judge --out OUT/03-rl",
                        "evaluate --benchmark exam.csv --model OUT/03-rl --before OUT/exams/01-cpt/e --out"
                                + " OUT/exams/03-rl/e");
        check(steps);
    }

    @Test
    void aStageNamesWhatAnEarlierOneMade() throws IOException {
        List<PlannedStep> steps = plan("""
            - {name: qa, command: unify, texts: rows.jsonl, model: "${model}", leave-out-unanswered: true}
            - {name: s, command: sft, data: ["${qa}/dialogues.jsonl", rows.jsonl], model: "${model}"}
            """);

        assertThat(lines(steps))
                .contains(
                        "unify --texts rows.jsonl --model start --leave-out-unanswered --out OUT/01-qa",
                        "sft --data OUT/01-qa/dialogues.jsonl --data rows.jsonl --model start --out OUT/02-s");
        check(steps);
    }

    @Test
    void whatHasNoNameStandsBeforeOptionsThatTakeSeveralValues() throws IOException {
        List<PlannedStep> steps = plan("- {name: c, command: corpus clean, benchmark: exam.csv, files: [a, b]}");

        assertThat(lines(steps)).contains("corpus clean a b --benchmark exam.csv --out OUT/01-c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, command: rloo, prompts: prompts.jsonl} | line 5: stage \"a\" needs a reward model",
                "{name: a, command: sft, data: \"${b}/x\"} | line 5: \"a\" names ${b}, which no stage before it is"
                        + " called; expected one of model",
                "{name: a, command: sft, data: rows.jsonl, out: x} | line 5: \"a\" says where it goes",
                "{name: a, command: sftt, data: rows.jsonl} | line 5: \"a\": Unmatched argument",
                "{name: a, command: sft, date: rows.jsonl} | line 5: \"a\": Missing required option: '--data",
                "{name: a, command: sft, data: nowhere.jsonl} | --data: there is no file or folder nowhere.jsonl",
                "{name: a, command: sft, data: rows.jsonl, settings: {epochz: 2}} | line 5: \"a\": setting \"epochz\""
                        + " is not known",
                "{name: a, command: sft, data: rows.jsonl, settings: {epochs: -2}} | line 5: \"a\": setting \"epochs\"",
                "{name: a, command: sft, data: exam.csv} | exam.csv: no rows",
                "{name: a, command: sft, data: pairs.jsonl} | pairs.jsonl, line 1",
                "{name: a, command: sft, data: rows.jsonl, model: none} | --model: there is no file or folder none",
            })
    void aSlipInTheLastStageIsFoundBeforeTheFirstBegins(String stage, String said) {
        assertThatThrownBy(() -> check(plan("- " + stage)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("path.yaml")
                .hasMessageContaining(said);
    }

    private List<PlannedStep> plan(String stages) throws IOException {
        Path file = Files.writeString(folder.resolve("path.yaml"), """
            model: start
            exams:
              - {name: e, benchmark: exam.csv}
            stages:
            """ + stages);
        return PathPlan.of(Recipe.read(file), out);
    }

    private void check(List<PlannedStep> steps) throws IOException {
        new PlanCheck(folder.resolve("path.yaml"), out, PathPlanTest::commands).checked(steps);
    }

    private List<String> lines(List<PlannedStep> steps) {
        return steps.stream()
                .map(step -> String.join(" ", step.arguments()).replace(out.toString(), "OUT"))
                .toList();
    }
}
