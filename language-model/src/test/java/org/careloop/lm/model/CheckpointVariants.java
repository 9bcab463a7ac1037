package org.careloop.lm.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.lm.generate.GenerateCommand;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * Runs {@code careloop generate} on every checkpoint that {@code src/test/referee/checkpoint_variants.py} made, and says
 * how it ended and, where it was read, which ids and logits come of it. The argument is the folder of the variants.
 */
public final class CheckpointVariants {
    private CheckpointVariants() {}

    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
            for (Path variant : folders.sorted(Comparator.naturalOrder()).toList()) {
                Json.replace(variant.resolve("ours.json"), run(variant));
            }
        }
    }

    private static Map<String, Object> run(Path variant) throws IOException {
        JsonNode asked = Json.read(variant.resolve("case.json"), JsonNode.class);
        Path model = variant.resolve("model");
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        int code = Commands.run(
                line, "--model", model.toString(), "--text", asked.path("text").asString(), "--set", "maxNewTokens=1");
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("exit", code);
        said.put("words", err.toString().strip());
        if (code == 0) {
            Tokenizer tokenizer = Tokenizer.load(model);
            said.put("textIds", tokenizer.encode(asked.path("text").asString(), true));
            if (asked.path("chat").asBoolean(false)) {
                ChatFormat format = ChatFormat.load(model, tokenizer);
                said.put("chatIds", format.prompt(List.of(Message.user("w7 w9"))));
                said.put("endOfTurn", format.endOfTurn());
            }
            logits(model, asked.path("ids"), variant.resolve("ours.safetensors"));
        }
        return said;
    }

    private static void logits(Path directory, JsonNode rows, Path file) throws IOException {
        int[][] ids = Json.MAPPER.treeToValue(rows, int[][].class);
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            LanguageModel model = LanguageModel.load(directory, LoadOptions.cpu());
            Tensor logits = model.logits(model.hidden(TokenBatch.rightPadded(List.of(ids))));
            SafeTensorsWriter.write(file, Map.of("logits", logits));
        }
    }
}
