package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.ModelConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Every pass leaves the process as large as it found it. Without scopes these steps add more than a megabyte each. */
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int WARM = 50;
    private static final int STEPS = 200;
    private static final long SLACK_KIB = 40 * 1024;

    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(256, 48, 96, 2, 4, 2, 64), Rng.seeded(1));

    @Test
    void trainingHoldsMemoryFlat() throws IOException {
        model.trainable(true);
        AdamW adam = new AdamW(model.parameters(), new AdamW.Settings(0.9, 0.95, 1e-8, 0));
        checkFlat(() -> {
            TokenBatch batch = TokenBatch.rightPadded(List.of(row(1, 40), row(7, 33), row(3, 40), row(9, 12)));
            adam.clearGradients();
            Tensor loss = LogProbs.of(model, model.hidden(batch), batch).mean().neg();
            loss.backward();
            GradientNorm.clip(adam.parameters(), 1);
            adam.step(1e-4);
        });
    }

    @Test
    void generationHoldsMemoryFlat() throws IOException {
        Sampler sampler = new Sampler(model, Sampling.ofPolicy(12, List.of(2)));
        checkFlat(() -> sampler.sample(List.of(row(1, 40), row(5, 20)), 3));
    }

    private static int[] row(int first, int length) {
        return IntStream.range(first, first + length).toArray();
    }

    private static void checkFlat(Runnable pass) throws IOException {
        assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
        long warm = 0;
        for (int step = 1; step <= STEPS; step++) {
            try (Scope scope = Scope.open()) {
                pass.run();
            }
            if (step == WARM) {
                warm = residentKib();
            }
        }
        assertThat(residentKib() - warm)
                .as("KiB more after %d passes", STEPS - WARM)
                .isLessThan(SLACK_KIB);
    }

    private static long residentKib() throws IOException {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
