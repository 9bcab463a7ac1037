package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run left: the SHA-256 of every file, and the text of those that name durations, without these. */
final class Remains {
    private Remains() {}

    static Map<String, String> of(RunDirectory run) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(run.path())) {
            files = all.filter(path -> !path.equals(run.path()))
                    // Each process writes one; what they hold together is compared where they are written.
                    .filter(path -> !run.tensorboard().equals(path.getParent()))
                    .toList();
        }
        for (Path file : files) {
            contents.put(run.path().relativize(file).toString(), content(run, file));
        }
        return contents;
    }

    private static String content(RunDirectory run, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return "a folder";
        }
        return switch (file.getFileName().toString()) {
            case "trainer.log", "worker.lock", "times.json" -> "of each process";
            case "status.json" ->
                run.readStatus()
                        .map(status -> "%s %d %d".formatted(status.phase(), status.step(), status.of()))
                        .orElseThrow();
            case "metrics.jsonl" ->
                MetricLog.read(file).stream().map(Remains::untimed).toList().toString();
            case "answers.jsonl" ->
                JsonLines.readAll(file, JsonNode.class).stream()
                        .map(Remains::timeless)
                        .toList()
                        .toString();
            // Names the folder of the earlier sitting.
            case "evaluation.json" -> Files.readString(file).replace(run.path().toString(), "run");
            case "control.json" -> untimed(Json.MAPPER.readTree(file)).toString();
            default -> Sha256.of(file);
        };
    }

    /** An answer without when it came. */
    private static JsonNode timeless(JsonNode answer) {
        ((ObjectNode) answer).remove("at");
        return answer;
    }

    private static MetricLog.Line untimed(MetricLog.Line line) {
        return new MetricLog.Line(line.step(), Metrics.untimed(line.values()));
    }

    private static JsonNode untimed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(Metrics::isOfMachine)
                    .toList()
                    .forEach(object::remove);
        }
        node.forEach(Remains::untimed);
        return node;
    }
}
