package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensorsWriter;

/**
 * Writes a checkpoint of every family, an adapter over it, the two merged, and the logits that we compute of each, for {@code
 * src/test/referee/checkpoint_parity.py} to load with transformers and PEFT. The argument is the folder to write.
 */
public final class CheckpointsForTransformers {
    private static final List<int[]> TEXTS =
            List.of(new int[] {5, 9, 33, 7, 8, 8, 30, 3, 12}, new int[] {7, 7, 4, 39, 38, 37, 36, 11, 3});

    private CheckpointsForTransformers() {}

    public static void main(String[] arguments) throws IOException {
        for (ParityFixture.Small small : ParityFixture.Small.values()) {
            write(small.model(), Path.of(arguments[0], small.name()));
        }
    }

    private static void write(LanguageModel model, Path folder) throws IOException {
        Rng rng = Rng.seeded(4);
        model.addAdapter("a", new LoraConfig(3, 5, 0.1, Set.of("q_proj", "o_proj", "gate_proj", "down_proj")), rng);
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            model.adapterParameters("a")
                    .values()
                    .forEach(p -> p.addInPlace(Tensor.randomNormal(rng, 0, 0.3, p.shape())));
            CheckpointWriter.of(model).write(folder.resolve("model"));
            CheckpointWriter.of(model).adapter("a").write(folder.resolve("merged"));
            PeftAdapter.save(
                    model,
                    "a",
                    folder.resolve("adapter"),
                    folder.resolve("model").toString(),
                    null);
            TokenBatch batch = TokenBatch.rightPadded(TEXTS);
            Tensor bare = model.logits(model.hidden(batch));
            try (AdapterScope on = model.use("a")) {
                Tensor adapted = model.logits(model.hidden(batch));
                SafeTensorsWriter.write(
                        folder.resolve("expected.safetensors"),
                        Map.of("ids", batch.ids(), "bare", bare, "adapted", adapted));
            }
        }
    }
}
