package org.careloop.ppo.unify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.GenerateSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.UnifySettings;
import org.careloop.run.settings.WeightSettings;

/**
 * What {@code unify} leaves: {@code asked.json}, {@code outcomes.jsonl} that grows, and at the end {@code dialogues.jsonl} for
 * {@code sft} with {@code report.json}.
 */
record UnifyFolder(Path path) {
    /**
     * What the rows depend on.
     *
     * @param texts SHA-256 of the texts
     * @param wording versions by language
     * @param settings on one line, as {@code --set} takes them; those on which no row depends stand at their defaults
     */
    record Asked(String model, String texts, Map<String, Integer> wording, String settings) {
        static Asked of(String model, String texts, UnifySettings settings) {
            Map<String, Integer> versions = new TreeMap<>();
            versions.put(Wording.CHINESE.language(), Wording.CHINESE.version());
            versions.put(Wording.ENGLISH.language(), Wording.ENGLISH.version());
            return new Asked(model, texts, versions, decisive(settings).asLine());
        }
    }

    /** How patiently a server is asked, and where a checkpoint computes, may change when a command goes on. */
    private static UnifySettings decisive(UnifySettings settings) {
        UnifySettings usual = Settings.defaults(UnifySettings.class);
        return new UnifySettings(
                new GenerateSettings.Run(usual.run().batchSize(), settings.run().seed()),
                settings.rows(),
                settings.sampling(),
                usual.servers(),
                new WeightSettings(usual.weights().device(), settings.weights().dtype()));
    }

    /**
     * {@code report.json}.
     *
     * @param made rows, by source
     * @param dropped texts by reason
     * @param unanswered texts that the model gave no answer for, which are asked again by the next start
     */
    record Report(
            Asked asked,
            long texts,
            Map<String, Long> made,
            Map<String, Long> dropped,
            Map<String, String> unanswered) {}

    Path dialogues() {
        return path.resolve("dialogues.jsonl");
    }

    private Path outcomes() {
        return path.resolve("outcomes.jsonl");
    }

    /**
     * Makes the folder, or goes on with what the same command left in it.
     *
     * @return holds the folder
     * @throws org.careloop.run.BadInput where it holds something else, or another process works there
     */
    RunClaim begin(Asked asked) throws IOException {
        return new WorkFolder(path)
                .begin(
                        "asked.json",
                        asked,
                        Phrase.of(
                                "unify.out-differs",
                                "rows of other texts, by another model, other settings or other words are there; give"
                                        + " the same arguments to go on, or name another --out"));
    }

    /** @param earlier takes the outcomes that are there */
    GrowingRows<Outcome> rows(Consumer<Outcome> earlier) throws IOException {
        return GrowingRows.open(outcomes(), Outcome.class, earlier);
    }

    /** Writes the rows and the report from all outcomes. */
    Report end(Asked asked, long texts, Map<String, String> unanswered) throws IOException {
        Map<String, Long> made = new TreeMap<>();
        Map<String, Long> dropped = new TreeMap<>();
        Path aside = path.resolve("dialogues.jsonl.new");
        try (Writer rows = Files.newBufferedWriter(aside)) {
            JsonLines.forEach(outcomes(), Outcome.class, outcome -> {
                String reason = outcome.dropped();
                if (reason != null) {
                    dropped.merge(reason, 1L, Long::sum);
                    return;
                }
                made.merge(outcome.source(), 1L, Long::sum);
                write(rows, Json.MAPPER.writeValueAsString(outcome.dialogue()) + "\n");
            });
        }
        Files.move(aside, dialogues(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Report report = new Report(asked, texts, made, dropped, unanswered);
        Json.replace(path.resolve("report.json"), report);
        return report;
    }

    private static void write(Writer rows, String row) {
        try {
            rows.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
