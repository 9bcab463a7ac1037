package org.careloop.lm.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.Response;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.settings.LogProbsSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop logprobs}: the log-probability of each token of responses under a model. */
@Command(
        name = "logprobs",
        mixinStandardHelpOptions = true,
        description = "Says how likely responses are under a model, token by token: natural logarithms, temperature 1.")
public final class LogProbsCommand implements Commands.Summarised {
    @Mixin
    private ModelOptions<LogProbsSettings> options = new ModelOptions<>(LogProbsSettings.class);

    @Option(names = "--responses", required = true, paramLabel = "FILE", description = "Responses, JSON Lines.")
    private Path responses;

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        LogProbsSettings settings = options.settings();
        ModelSource source = options.source();
        Tokenizer tokenizer = Tokenizer.load(source.directory());
        ChatFormat format = ChatFormat.load(source.directory(), tokenizer);
        List<ResponseText> texts = new ArrayList<>();
        for (Response row : JsonLines.readAll(responses, Response.class)) {
            texts.add(ResponseText.of(row, format));
        }
        LanguageModel loaded = LanguageModel.load(source, LoadOptions.of(settings.weights()));
        check(texts, loaded.config());
        spec.commandLine().getErr().println(Backend.describe(loaded.device()));
        ResponseRows rows = new ResponseRows(options.out(), spec.commandLine().getOut());
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

    private void check(List<ResponseText> texts, ModelConfig config) {
        for (ResponseText text : texts) {
            int[] ids = text.all();
            if (ids.length > config.maxPositions()) {
                throw BadInput.in(
                        responses,
                        Phrase.filled(
                                "response.long",
                                "response \"%s\" and its prompt have %s tokens; the model reads %s: shorten them",
                                text.row().id(),
                                ids.length,
                                config.maxPositions()));
            }
            Arrays.stream(ids)
                    .filter(id -> id < 0 || id >= config.vocabularySize())
                    .findFirst()
                    .ifPresent(id -> {
                        throw foreign(text, id, config.vocabularySize());
                    });
        }
    }

    private BadInput foreign(ResponseText text, int id, int vocabulary) {
        return BadInput.in(
                responses,
                Phrase.filled(
                        "response.other-model",
                        "response \"%s\" has token %s and the model knows %s, so another model wrote it: leave promptTokens and tokens out to have its texts read anew",
                        text.row().id(),
                        id,
                        vocabulary));
    }

    private Map<String, Object> summary(ResponseRows rows) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("responses", rows.count());
        summary.put("tokens", rows.tokens());
        summary.put("meanLogprob", rows.meanLogProb());
        if (options.out() != null) {
            summary.put("out", options.out().toString());
        }
        return summary;
    }
}
