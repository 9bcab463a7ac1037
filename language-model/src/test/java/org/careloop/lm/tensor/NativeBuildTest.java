package org.careloop.lm.tensor;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeBuildTest {

    /** Weights may take more than four times the heap, where the presets refuse any further tensor by themselves. */
    @Test
    void theHeapDoesNotBoundTheMemoryOfTensors() {
        assertThat(Backend.threads()).isPositive();
        assertThat(Pointer.maxPhysicalBytes()).isZero();
    }

    /** Two that unpack into one folder overwrite what the other has mapped. */
    @Test
    void aProcessUnpacksNothingWhileAnotherDoes(@TempDir Path cache) throws Exception {
        Process process;
        try (FileChannel another = FileChannel.open(cache.resolve("loading.lock"), CREATE, WRITE)) {
            another.lock();
            process = sumIn(cache);
            awaitLock(process);
            assertThat(cache.toFile().list()).containsExactly("loading.lock");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("sum 3.0");
        assertThat(process.waitFor()).isZero();
        assertThat(cache.toFile().list()).hasSizeGreaterThan(1);
    }

    /** Until the kernel says that the process waits for a file's lock. */
    private static void awaitLock(Process process) throws IOException, InterruptedException {
        String waiting = " " + process.pid() + " ";
        while (Files.readAllLines(Path.of("/proc/locks")).stream()
                .noneMatch(line -> line.contains("->") && line.contains(waiting))) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("it waits and does not end")
                    .isFalse();
        }
    }

    private static Process sumIn(Path cache) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-XX:ErrorFile=" + cache.resolve("crash-%p.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sum.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /** A program that needs libtorch. */
    static final class Sum {
        private Sum() {}

        public static void main(String[] arguments) {
            try (Scope scope = Scope.open()) {
                System.out.println(
                        "sum " + Tensor.of(new float[] {1, 2}, 2).sum().toFloats()[0]);
            }
        }
    }
}
