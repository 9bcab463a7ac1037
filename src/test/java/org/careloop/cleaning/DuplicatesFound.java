package org.careloop.cleaning;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.cleaning.CorpusCommand;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * How many planted near duplicates the command finds.
 *
 * @param near copies with a similarity of at least .8
 * @param found of them, those that left with the text named that they are a copy of
 * @param others texts that are no such copy
 * @param wrong of them, those that left as near duplicates all the same
 */
public record DuplicatesFound(long texts, long near, long found, long others, long wrong, double seconds) {
    /** Makes a corpus in a folder and cleans it there. */
    public static DuplicatesFound in(Path folder, int texts, long seed) throws IOException {
        Path corpus = folder.resolve("planted.jsonl");
        List<PlantedTexts.Planted> planted = PlantedTexts.write(corpus, texts, seed);
        Path out = folder.resolve("cleaned");
        long start = System.nanoTime();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new CorpusCommand()).setErr(new PrintWriter(err));
        int exit = Commands.run(
                command, "clean", corpus.toString(), "--out=" + out, "--set=languages=any", "--set=identifiers=off");
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException(err.toString());
        }
        return count(planted, removed(out.resolve("removed.jsonl")), texts, seconds);
    }

    /** The text that stays instead, by the line of the one that left as its near duplicate. */
    private static Map<Long, Long> removed(Path file) throws IOException {
        Map<Long, Long> instead = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> {
                JsonNode row = Json.MAPPER.readTree(line);
                if (row.get("rule").asString().endsWith("duplicate")) {
                    String place = row.get("instead").asString();
                    instead.put(row.get("line").asLong(), Long.valueOf(place.substring(place.lastIndexOf(':') + 1)));
                }
            });
        }
        return instead;
    }

    private static DuplicatesFound count(
            List<PlantedTexts.Planted> planted, Map<Long, Long> removed, long texts, double seconds) {
        Set<Long> near = new HashSet<>();
        long found = 0;
        for (PlantedTexts.Planted each : planted) {
            if (each.similarity() >= 0.8) {
                near.add(each.line());
                found += removed.getOrDefault(each.line(), 0L) == each.of() ? 1 : 0;
            }
        }
        long wrong =
                removed.keySet().stream().filter(line -> !near.contains(line)).count();
        return new DuplicatesFound(texts, near.size(), found, texts - near.size(), wrong, seconds);
    }
}
