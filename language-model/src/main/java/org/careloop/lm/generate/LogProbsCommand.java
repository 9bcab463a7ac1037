package org.careloop.lm.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Response;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how likely responses are under a model, token by token. */
@Command(
        name = "logprobs",
        mixinStandardHelpOptions = true,
        description = "Says how likely responses are under a model, token by token: natural logarithms, temperature 1.",
        footer = "Settings: batchSize, device, dtype.")
public final class LogProbsCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, or the directory of a finished run.")
    private Path model;

    @Option(names = "--responses", required = true, paramLabel = "FILE", description = "Responses, JSON Lines.")
    private Path responses;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the rows; stdout if left out.")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Changes a setting.")
    private List<String> assignments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        LogProbsSettings settings = Settings.apply(LogProbsSettings.DEFAULTS, Settings.parse(assignments));
        Path directory = ModelDirectory.of(model);
        Tokenizer tokenizer = Tokenizer.load(directory);
        ChatFormat format = ChatFormat.load(directory, tokenizer);
        List<ResponseText> texts = new ArrayList<>();
        for (Response row : JsonLines.readAll(responses, Response.class)) {
            texts.add(ResponseText.of(row, format));
        }
        LanguageModel loaded = LanguageModel.load(directory, settings.loadOptions());
        checkLengths(texts, loaded.config().maxPositions());
        spec.commandLine().getErr().println(Backend.describe());
        ResponseRows rows = new ResponseRows(out, spec.commandLine().getOut());
        ResponseLogProbs measure = new ResponseLogProbs(loaded);
        Progress progress = Progress.of("logprobs");
        for (int at = 0; at < texts.size(); at += settings.batchSize()) {
            List<ResponseText> batch = texts.subList(at, Math.min(at + settings.batchSize(), texts.size()));
            measure.of(batch).forEach(rows::add);
            progress.at(at + batch.size(), texts.size(), "");
        }
        rows.close();
        return summary(rows);
    }

    private void checkLengths(List<ResponseText> texts, int maxPositions) {
        for (ResponseText text : texts) {
            if (text.all().length > maxPositions) {
                throw BadInput.in(
                        responses,
                        "response \"%s\" and its prompt have %d tokens; the model reads %d: shorten them"
                                .formatted(text.row().id(), text.all().length, maxPositions));
            }
        }
    }

    private Map<String, Object> summary(ResponseRows rows) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("responses", rows.count());
        summary.put("tokens", rows.tokens());
        summary.put("meanLogprob", rows.meanLogProb());
        if (out != null) {
            summary.put("out", out.toString());
        }
        return summary;
    }
}
