package org.careloop.lm.generate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.ModelSource;
import org.careloop.run.Prompt;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.GenerateSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers prompts, or continues a text, with a model. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Answers prompts, or continues a text, with a model.")
public final class GenerateCommand implements Commands.Summarised {
    @Mixin
    private ModelOptions<GenerateSettings> options = new ModelOptions<>(GenerateSettings.class);

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(names = "--stream", description = "Writes each answer to stderr while it comes; one prompt at a time.")
    private boolean stream;

    @Spec
    private CommandSpec spec;

    /** Exactly one of the two options is given. */
    private static final class Input {
        @Option(names = "--prompts", paramLabel = "FILE", description = "Prompts to answer, JSON Lines.")
        private @Nullable Path prompts;

        @Option(names = "--text", paramLabel = "TEXT", description = "A text to continue, without a chat format.")
        private @Nullable String text;
    }

    @Override
    public Map<String, Object> call() throws IOException {
        GenerateSettings settings = options.settings();
        ModelSource source = options.source();
        Tokenizer tokenizer = Tokenizer.load(source.directory());
        ChatFormat format = ChatFormat.load(source.directory(), tokenizer);
        List<GenerationInput> inputs = inputs(tokenizer, format);
        LanguageModel loaded = LanguageModel.load(source, LoadOptions.of(settings.weights()));
        inputs.forEach(row -> row.checkLength(loaded.config().maxPositions()));
        spec.commandLine().getErr().println(Backend.describe(loaded.device()));
        List<Integer> stopIds = input.text == null ? format.stopIds() : tokenizer.stopIds();
        Throughput throughput = new Throughput(Progress.of("generate"), InstantSource.system(), inputs.size());
        ResponseRows rows = new ResponseRows(options.out(), spec.commandLine().getOut());
        PrintWriter screen = stream ? spec.commandLine().getErr() : null;
        new Answerer(loaded, settings, stopIds, tokenizer, screen).answer(inputs, rows, throughput);
        rows.close();
        return summary(rows, throughput);
    }

    private List<GenerationInput> inputs(Tokenizer tokenizer, ChatFormat format) throws IOException {
        if (input.text != null) {
            return List.of(GenerationInput.text(input.text, tokenizer));
        }
        List<GenerationInput> inputs = new ArrayList<>();
        for (Prompt row : PromptFile.read(Objects.requireNonNull(input.prompts))) {
            inputs.add(new GenerationInput(row.id(), row.prompt(), format.prompt(row.prompt())));
        }
        return inputs;
    }

    private Map<String, Object> summary(ResponseRows rows, Throughput throughput) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("responses", rows.count());
        summary.put("tokens", rows.tokens());
        summary.put("tokensPerSecond", Math.round(throughput.tokensPerSecond() * 10) / 10.0);
        if (options.out() != null) {
            summary.put("out", options.out().toString());
        }
        return summary;
    }
}
