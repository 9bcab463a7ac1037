package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.ranks.Threads;
import org.careloop.lm.tensor.Rng;
import org.careloop.run.BadInput;
import org.careloop.run.RunKind;
import org.careloop.run.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranks that were started with different things do not train. */
class AgreementTest {
    @TempDir
    Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void twoModelsAndTwoFiles() throws IOException {
        model = model("model", 1);
        data = Files.writeString(folder.resolve("data.jsonl"), "one");
    }

    private Path model(String name, long seed) throws IOException {
        Path directory = folder.resolve(name);
        CheckpointWriter.of(LanguageModel.initialise(
                        ModelConfig.llama(20, 4, 8, 1, 1, 1, 8).withSpecialIds(1, List.of(2), 0), Rng.seeded(seed)))
                .write(directory);
        return directory;
    }

    @Test
    void theSameCommandAgrees() throws Exception {
        assertThat(refusals(run(model, data, 1), run(model, data, 1), run(model, data, 1)))
                .isEmpty();
    }

    @Test
    void whatDiffersIsNamedToEveryRank() throws Exception {
        Path otherData = Files.writeString(folder.resolve("other.jsonl"), "two");
        CommandRun first = run(model, data, 1);

        assertThat(refusals(first, first, run(model, data, 2)))
                .hasSize(3)
                .allSatisfy(words -> assertThat(words)
                        .startsWith("rank 2 was started with another settings than rank 0: ")
                        .contains("\"seed\":2", "rank 0 has", "\"seed\":1")
                        .endsWith("Start all ranks with the same command on the same files"));
        assertThat(refusals(first, run(model, otherData, 1)))
                .hasSize(2)
                .allSatisfy(words -> assertThat(words)
                        .startsWith("rank 1 was started with another data (SHA-256 of each file) than rank 0: "));
        assertThat(refusals(first, run(model("other", 2), data, 1)))
                .hasSize(2)
                .allSatisfy(words -> assertThat(words)
                        .startsWith("rank 1 was started with another model to start from (SHA-256) than rank 0: "));
    }

    private static CommandRun run(Path model, Path data, int seed) {
        return new CommandRun(
                RunKind.SFT, model, null, null, Map.of("seed", seed), Map.of("dialogues.jsonl", data), Map.of());
    }

    /** What each rank is told that was started with such a run. */
    private static List<String> refusals(CommandRun... runs) throws Exception {
        List<String> words = new ArrayList<>();
        List<String> all = Threads.together(runs.length, ranks -> {
            try {
                Agreement.require(ranks, () -> Agreement.facts(runs[ranks.rank()]));
                return "";
            } catch (BadInput refused) {
                return refused.getMessage();
            }
        });
        all.stream().filter(said -> !said.isEmpty()).forEach(words::add);
        return words;
    }
}
