package org.careloop.refusals;

import static org.careloop.refusals.Broken.edit;
import static org.careloop.refusals.Broken.when;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.careloop.lm.text.Tokenizer;
import tools.jackson.databind.node.ObjectNode;

/** Files of a tokenizer that would end the process, or keep it busy without end. */
final class BrokenTokenizers {
    private static final String FILE = "tokenizer.json";

    private BrokenTokenizers() {}

    static Stream<Broken> all() {
        return Stream.of(
                changed("tokenizer.pattern", json -> split(json, "(a+)+$")),
                changed(
                        "tokenizer.pattern-nothing",
                        json -> json.putObject("normalizer")
                                .put("type", "Replace")
                                .put("content", "x")
                                .putObject("pattern")
                                .put("Regex", "a*")),
                changed(
                        "tokenizer.prefix",
                        json -> json.withObject("/model")
                                .put("continuing_subword_prefix", "##")
                                .putArray("merges")),
                changed(
                        "tokenizer.unlisted",
                        json -> json.putObject("post_processor")
                                .put("type", "TemplateProcessing")
                                .putArray("single")
                                .addObject()
                                .putObject("SpecialToken")
                                .put("id", "<absent>")),
                new Broken(
                        "tokenizer.fails",
                        model -> edit(
                                model.resolve(FILE),
                                json -> json.withObject("/model").put("unk_token", "<absent>")),
                        model -> Tokenizer.load(model).encode("unheard", false)),
                changed("json.surrogate", json -> json.withObject("/model").put("unk_token", "\ud800")),
                when("tokenizer.large", BrokenTokenizers::grow),
                new Broken(
                        "tokenizer.long-text",
                        model -> {},
                        model -> Tokenizer.load(model).encode("a".repeat(9_000_001), false)));
    }

    private static void split(ObjectNode json, String pattern) {
        json.putObject("pre_tokenizer")
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", pattern);
    }

    private static Broken changed(String code, Consumer<ObjectNode> change) {
        return when(code, model -> edit(model.resolve(FILE), change));
    }

    /** Takes no room on a disk. */
    private static void grow(Path model) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(model.resolve(FILE).toFile(), "rw")) {
            file.setLength((256L << 20) + 1);
        }
    }
}
