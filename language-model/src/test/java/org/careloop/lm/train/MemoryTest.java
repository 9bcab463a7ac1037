package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
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
    private static final Optional<MemorySegment> MALLINFO =
            Linker.nativeLinker().defaultLookup().find("mallinfo2");
    /** Ten sizes, of which two are read. */
    private static final StructLayout MALLINFO_LAYOUT =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    private static final int MAPPED = 4;
    private static final int IN_USE = 7;
    private static final int WARM = 50;
    private static final int STEPS = 200;
    private static final long SLACK_BYTES = 12L * 1024 * 1024;

    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(256, 48, 96, 2, 4, 2, 64), Rng.seeded(1));

    @Test
    void trainingHoldsMemoryFlat() {
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
    void generationHoldsMemoryFlat() {
        Sampler sampler = new Sampler(model, Sampling.ofPolicy(12, List.of(2)));
        checkFlat(() -> sampler.sample(List.of(row(1, 40), row(5, 20)), 3));
    }

    private static int[] row(int first, int length) {
        return IntStream.range(first, first + length).toArray();
    }

    private static void checkFlat(Runnable pass) {
        assumeTrue(MALLINFO.isPresent(), "the C library cannot say how much it has handed out");
        long warm = 0;
        for (int step = 1; step <= STEPS; step++) {
            try (Scope scope = Scope.open()) {
                pass.run();
            }
            if (step == WARM) {
                warm = nativeBytes();
            }
        }
        assertThat(nativeBytes() - warm)
                .as("bytes more after %d passes", STEPS - WARM)
                .isLessThan(SLACK_BYTES);
    }

    /** What malloc has handed out and not got back: tensors and the JVM's own, but no Java heap, whose size says nothing. */
    private static long nativeBytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(MALLINFO.orElseThrow(), FunctionDescriptor.of(MALLINFO_LAYOUT))
                    .invoke((SegmentAllocator) arena);
            return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED) + info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
        } catch (Throwable e) {
            throw new IllegalStateException("mallinfo2 cannot be called", e);
        }
    }
}
