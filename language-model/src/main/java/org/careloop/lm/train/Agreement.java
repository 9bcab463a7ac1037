package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Backend;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.Sha256;
import org.careloop.run.cli.CommandRun;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds several processes to the same training: the same settings, the same data and the same models, by what each of them
 * sees. Machines with copies of their own would otherwise train on different ones, and nothing would show it.
 */
public final class Agreement {
    private static final String SETTINGS = "settings";
    private static final String DATA = "data";
    private static final String MODEL = "model";
    private static final String REWARD = "reward";
    private static final String PROGRAM = "program";

    private static final Map<String, Phrase> NAMES = Map.of(
            SETTINGS, Phrase.of("ranks.fact.settings", "settings"),
            DATA, Phrase.of("ranks.fact.data", "data (SHA-256 of each file)"),
            MODEL, Phrase.of("ranks.fact.model", "model to start from (SHA-256)"),
            REWARD, Phrase.of("ranks.fact.reward", "reward model (SHA-256)"),
            PROGRAM, Phrase.of("ranks.fact.program", "program"));

    private Agreement() {}

    /** What a process was started with, by name. */
    @FunctionalInterface
    public interface Facts {
        Map<String, String> read() throws IOException;
    }

    /** What a command was given. */
    public static Map<String, String> facts(CommandRun run) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Map.Entry<String, Path> file : run.files().entrySet()) {
            sums.put(file.getKey(), Sha256.of(file.getValue()));
        }
        return facts(
                Map.of("kind", run.kind(), SETTINGS, run.settings()),
                sums,
                source(run.model(), run.base()),
                source(run.reward(), run.base()));
    }

    /** What a run directory says. */
    public static Map<String, String> facts(RunDirectory directory) throws IOException {
        RunSpec spec = directory.readSpec();
        return facts(
                Map.of("kind", spec.kind(), SETTINGS, spec.settings()),
                Json.read(directory.manifest(), DatasetManifest.class).sha256(),
                spec.model() == null ? null : ModelSource.of(directory, spec),
                spec.reward(directory).orElse(null));
    }

    private static @Nullable ModelSource source(@Nullable Path model, @Nullable Path base) throws IOException {
        return model == null ? null : ModelSource.of(model, base);
    }

    private static Map<String, String> facts(
            Map<String, Object> settings,
            Map<String, String> data,
            @Nullable ModelSource model,
            @Nullable ModelSource reward)
            throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(SETTINGS, Json.MAPPER.writeValueAsString(settings));
        facts.put(DATA, Json.MAPPER.writeValueAsString(data));
        facts.put(MODEL, model == null ? "" : sum(model));
        facts.put(REWARD, reward == null ? "" : sum(reward));
        facts.put(PROGRAM, "libtorch " + Backend.version());
        return facts;
    }

    /** Of all that a model is read from. */
    private static String sum(ModelSource model) throws IOException {
        StringBuilder sums = new StringBuilder(sum(model.directory()));
        if (model.adapter() != null) {
            sums.append(sum(model.adapter()));
        }
        return Sha256.of(sums.toString());
    }

    private static String sum(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> file.toString().matches(".*\\.(safetensors|json|jinja|model)"))
                    .sorted()
                    .toList();
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : files) {
            sums.append(file.getFileName()).append(' ').append(Sha256.of(file)).append('\n');
        }
        return sums.toString();
    }

    /**
     * Compares what all processes were started with. A single one has nothing to compare, and reads nothing.
     *
     * @throws BadInput in every process, naming the first that differs from rank 0, what differs, and how
     */
    public static void require(Ranks ranks, Facts facts) throws IOException {
        if (ranks.size() == 1) {
            return;
        }
        List<String> all = ranks.gather(Json.MAPPER.writeValueAsString(facts.read()));
        JsonNode first = Json.MAPPER.readTree(all.getFirst());
        for (int rank = 1; rank < all.size(); rank++) {
            JsonNode other = Json.MAPPER.readTree(all.get(rank));
            for (Map.Entry<String, JsonNode> fact : first.properties()) {
                refuseOther(
                        rank,
                        fact.getKey(),
                        fact.getValue().asString(),
                        other.path(fact.getKey()).asString());
            }
        }
    }

    private static void refuseOther(int rank, String fact, String first, String other) {
        if (!first.equals(other)) {
            Phrase name = Objects.requireNonNull(NAMES.get(fact));
            throw BadInput.coded(
                    "ranks.disagree",
                    "rank %d was started with another %s than rank 0: %s; rank 0 has %s. Start all ranks with the same command on the same files"
                            .formatted(rank, name, other, first),
                    rank,
                    name,
                    other,
                    first);
        }
    }
}
