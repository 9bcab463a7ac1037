package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.lm.model.LoadOptions;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelSource;
import org.careloop.run.Response;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.settings.ScoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop score}: the scores that a reward model gives to responses. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores responses with a reward model; each row comes back with its score.",
            "Rows go to FILE, or to stdout where --out is absent."
        })
public final class ScoreCommand implements Commands.Summarised {
    private static final int CHUNK = 256;

    @Option(
            names = "--reward",
            required = true,
            paramLabel = "DIR",
            description = "reward model, the run that made it, or the directory of its adapter")
    private Path reward;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "model that an adapter lies over; needed where the adapter does not say it")
    private @Nullable Path base;

    /** One of the two. */
    static final class Rows {
        @Option(
                names = "--responses",
                required = true,
                paramLabel = "FILE",
                description = "JSON Lines: id, prompt, response")
        private @Nullable Path responses;

        @Option(
                names = "--comparisons",
                required = true,
                paramLabel = "FILE",
                description = "comparisons as they are exported: every response of each is scored")
        private @Nullable Path comparisons;

        List<Response> read() throws IOException {
            if (responses != null) {
                return JsonLines.readAll(responses, Response.class);
            }
            return JsonLines.readAll(Objects.requireNonNull(comparisons), Comparison.class).stream()
                    .flatMap(pair -> pair.allResponses().stream()
                            .map(response -> new Response(pair.id(), pair.prompt(), response)))
                    .toList();
        }
    }

    @ArgGroup(multiplicity = "1")
    private Rows given = new Rows();

    @Option(names = "--out", paramLabel = "FILE", description = "where the scored rows go")
    private @Nullable Path out;

    @Mixin
    private SettingsOption<ScoreSettings> options = new SettingsOption<>(ScoreSettings.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        List<Response> rows = given.read();
        List<Response> scored = scored(rows);
        if (out == null) {
            scored.forEach(row -> spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(row)));
        } else {
            JsonLines.write(out, scored);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("command", "score");
        summary.put("responses", scored.size());
        summary.put(
                "meanScore",
                scored.stream().mapToDouble(Response::score).average().orElseThrow());
        return summary;
    }

    private List<Response> scored(List<Response> rows) throws IOException {
        ResponseScorer model = ResponseScorer.load(
                ModelSource.of(reward, base), LoadOptions.of(options.settings().weights()));
        Progress progress = Progress.of("scoring");
        List<Response> scored = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += CHUNK) {
            List<Response> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
            double[] scores = model.score(chunk);
            IntStream.range(0, scores.length)
                    .forEach(i -> scored.add(chunk.get(i).withScore(scores[i])));
            progress.at(scored.size(), rows.size(), "");
        }
        return scored;
    }
}
