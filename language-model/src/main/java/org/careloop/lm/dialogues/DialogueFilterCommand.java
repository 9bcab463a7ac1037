package org.careloop.lm.dialogues;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.cli.Commands;
import org.careloop.run.rows.LinePlaces;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop dialogues filter}: parts a file of dialogues by scores. */
@Command(
        name = "filter",
        mixinStandardHelpOptions = true,
        description = {
            "Parts dialogues by their scores: kept.jsonl, removed.jsonl, and unscored.jsonl for those without a score,"
                    + " each row as it was.",
            "Shows how the scores are spread first. Which end is kept, and where it is cut, has no default."
        })
final class DialogueFilterCommand implements Commands.Summarised {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "The dialogues that were scored.")
    private Path data;

    @Option(
            names = "--scores",
            required = true,
            paramLabel = "DIR",
            description = "The --out of \"careloop dialogues score\".")
    private Path scores;

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "END",
            description = "low keeps dialogues that need their history, high those that do not.")
    private String keep;

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory to make.")
    private Path out;

    @Spec
    private CommandSpec spec;

    /** Exactly one of the two options is given. */
    private static final class Where {
        @Option(names = "--threshold", paramLabel = "SCORE", description = "The last score that is kept.")
        private @Nullable Double threshold;

        @Option(
                names = "--share",
                paramLabel = "SHARE",
                description = "How much of the dialogues with a score is kept, 0 to 1.")
        private @Nullable Double share;
    }

    /**
     * {@code report.json}.
     *
     * @param share that was asked for; null where a threshold was
     * @param threshold the last score that is kept; null where none is
     */
    record Report(
            ScoreFolder.Asked scored,
            String keep,
            @Nullable Double share,
            @Nullable Double threshold,
            long kept,
            long removed,
            long unscored,
            Distribution scores) {}

    @Override
    public Map<String, Object> call() throws IOException {
        Cut.Direction direction = direction();
        ScoreFolder folder = new ScoreFolder(scores);
        ScoreFolder.Asked asked = folder.of(data);
        List<DialogueScore> all = folder.scores();
        Distribution spread = Distribution.of(all);
        spec.commandLine().getErr().print(spread.text());
        spec.commandLine().getErr().flush();
        CommandRun.refuseOccupied(out);
        List<DialogueScore> scored =
                all.stream().filter(one -> one.score() != null).toList();
        Cut cut = cut(scored, direction);
        Set<String> withScore = new HashSet<>();
        scored.forEach(one -> withScore.add(one.id()));
        Map<String, Long> counts = part(cut, withScore);
        Json.replace(
                out.resolve("report.json"),
                new Report(
                        asked,
                        keep,
                        where.share,
                        Double.isNaN(cut.threshold()) ? null : cut.threshold(),
                        counts.getOrDefault("kept", 0L),
                        counts.getOrDefault("removed", 0L),
                        counts.getOrDefault("unscored", 0L),
                        spread));
        Map<String, Object> summary = new LinkedHashMap<>(counts);
        summary.put("out", out.toString());
        return summary;
    }

    private Cut.Direction direction() {
        return switch (keep) {
            case "low" -> Cut.Direction.LOW;
            case "high" -> Cut.Direction.HIGH;
            default -> throw BadInput.field("--keep", keep, Phrase.of("dialogues.keep", "low or high"));
        };
    }

    private Cut cut(List<DialogueScore> scored, Cut.Direction direction) {
        Double share = where.share;
        Double threshold = where.threshold;
        if (share != null) {
            if (!(share >= 0 && share <= 1)) {
                throw BadInput.field("--share", share, Phrase.of("dialogues.share", "a number from 0 to 1"));
            }
            return Cut.share(scored, direction, share);
        }
        if (threshold == null || !Double.isFinite(threshold)) {
            throw BadInput.field("--threshold", threshold, Phrase.of("dialogues.threshold", "a number"));
        }
        return Cut.at(scored, direction, threshold);
    }

    /** Writes each row where it belongs, byte for byte; the directory is there when all of it is. */
    private Map<String, Long> part(Cut cut, Set<String> scored) throws IOException {
        Path aside = out.toAbsolutePath().normalize();
        aside = aside.resolveSibling(aside.getFileName() + ".new");
        Files.createDirectories(aside);
        Map<String, Long> counts = new LinkedHashMap<>(Map.of("kept", 0L, "removed", 0L, "unscored", 0L));
        try (FileChannel from = FileChannel.open(data);
                LinePlaces places = LinePlaces.of(data);
                OutputStream kept = opened(aside, "kept");
                OutputStream removed = opened(aside, "removed");
                OutputStream unscored = opened(aside, "unscored")) {
            Map<String, OutputStream> files = Map.of("kept", kept, "removed", removed, "unscored", unscored);
            NamedDialogue.forEach(data, (line, dialogue) -> {
                String where = !scored.contains(dialogue.id())
                        ? "unscored"
                        : cut.kept().contains(dialogue.id()) ? "kept" : "removed";
                counts.merge(where, 1L, Long::sum);
                try {
                    places.advance(line);
                    OutputStream file = Objects.requireNonNull(files.get(where));
                    file.write(LinePlaces.read(from, places.offset(), places.length()));
                    file.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.deleteIfExists(out);
        Files.move(aside, out);
        return counts;
    }

    private static OutputStream opened(Path folder, String name) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".jsonl")));
    }
}
