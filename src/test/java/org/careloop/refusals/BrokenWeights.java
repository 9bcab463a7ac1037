package org.careloop.refusals;

import static org.careloop.refusals.Broken.header;
import static org.careloop.refusals.Broken.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.lm.weights.SafeTensorsWriter;

/** Weights that are damaged, incomplete or of another model. */
final class BrokenWeights {
    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    private static final String NORM = "model.norm.weight";

    private BrokenWeights() {}

    static Stream<Broken> all() {
        return Stream.concat(files(), tensors());
    }

    private static Stream<Broken> files() {
        return Stream.of(
                when("weights.absent", model -> Files.delete(file(model))),
                when("weights.pickled", model -> {
                    Files.delete(file(model));
                    Files.writeString(model.resolve("pytorch_model.bin"), "x");
                }),
                when(
                        "file.lfs-pointer",
                        model -> Files.writeString(file(model), "version https://git-lfs.github.com/spec/v1\n")),
                when("weights.short", model -> Files.writeString(file(model), "abc")),
                when(
                        "weights.header-length",
                        model -> Files.write(file(model), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0})),
                when("weights.header-cut", model -> Files.write(file(model), new byte[] {99, 0, 0, 0, 0, 0, 0, 0, 0})),
                header("weights.header-json", "{\"a\"", 0),
                header("weights.behind", "{" + A + "}", 20),
                header(
                        "weights.gap",
                        "{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
                        16),
                header("weights.header", "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8),
                header("weights.cut", "{" + A + "}", 4),
                header("weights.size", "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8),
                header(
                        "weights.size",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
                        8),
                header("weights.types", "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", 8),
                header("weights.sizes", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8),
                header(
                        "weights.size",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,0],\"data_offsets\":[0,0]}}",
                        0),
                header(
                        "weights.few",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}",
                        4),
                header("weights.two-numbers", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}", 8),
                header("weights.header-field", "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", 8),
                when("weights.no-map", model -> index(model, "{\"a\": null}")),
                when("weights.not-here", model -> index(model, "{\"absent.weight\": \"one.safetensors\"}")),
                when("weights.unplaced", model -> index(model, "{\"%s\": \"one.safetensors\"}".formatted(NORM))),
                when("model.file-absent", model -> index(model, "{\"%s\": \"two.safetensors\"}".formatted(NORM))),
                when("weights.misplaced", model -> {
                    try (Scope scope = Scope.open()) {
                        Files.delete(file(model));
                        SafeTensorsWriter.write(model.resolve("one.safetensors"), Map.of("a", Tensor.ones(1)));
                        SafeTensorsWriter.write(
                                model.resolve("two.safetensors"), Map.of("a", Tensor.ones(1), "b", Tensor.ones(1)));
                    }
                    Files.writeString(
                            model.resolve(SafeTensors.INDEX),
                            "{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}");
                }));
    }

    private static Stream<Broken> tensors() {
        return Stream.of(
                when("weights.missing", model -> change(model, all -> all.remove(NORM))),
                when("weights.shape", model -> change(model, all -> all.put(NORM, Tensor.ones(9)))),
                when("weights.type", model -> change(model, all -> all.put(NORM, Tensor.of(new long[8])))),
                when("weights.unused", model -> change(model, all -> all.put("v_head.weight", Tensor.ones(1, 8)))),
                when(
                        "weights.tied-differ",
                        model -> change(model, all -> all.put("lm_head.weight", Tensor.ones(11, 8)))));
    }

    private static Path file(Path model) {
        return model.resolve(SafeTensors.SINGLE);
    }

    /** One shard in place of the single file. */
    private static void index(Path model, String map) throws IOException {
        change(model, all -> all.put("lm_head.weight", all.get("model.embed_tokens.weight")));
        Files.move(file(model), model.resolve("one.safetensors"));
        Files.writeString(model.resolve(SafeTensors.INDEX), "{\"weight_map\": %s}".formatted(map));
    }

    private interface Change {
        void of(Map<String, Tensor> weights);
    }

    private static void change(Path model, Change change) throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> all = new TreeMap<>();
            try (SafeTensors weights = SafeTensors.open(file(model))) {
                weights.names().forEach(name -> all.put(name, weights.read(name)));
            }
            change.of(all);
            SafeTensorsWriter.write(file(model), all);
        }
    }
}
