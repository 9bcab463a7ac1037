package org.careloop.run.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound files with bytes changed, cut and doubled: each is read, or refused in words. */
class DamagedBenchmarksTest {
    private static final int TIMES = 400;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "anatomy_test.csv#Which?,a,b,c,d,C|\"Next, then?\",e,f,g,h,A",
                "physician_val.csv#id,question,A,B,C,D,answer|0,问？,甲,乙,丙,丁,B",
                "anatomy.csv#,Question,A,B,C,D,Answer|0,问？,甲,乙,丙,丁,D",
                "exam.csv#Question,Options,Answer|问？,\"A 甲|B 乙\",AB",
                "dev.jsonl#{\"question\":\"Q\",\"answer\":\"y\",\"options\":{\"A\":\"x\",\"B\":\"y\"},\"answer_idx\":\"B\"}",
                "dev.json#{\"question\":\"Q\",\"opa\":\"1\",\"opb\":\"2\",\"opc\":\"3\",\"opd\":\"4\",\"cop\":4,\"id\":\"x\"}",
                "ori.json#{\"7\":{\"QUESTION\":\"Q\",\"CONTEXTS\":[\"x\",\"y\"],\"final_decision\":\"no\"}}",
                "val.json#[{\"exam_type\":\"t\",\"exam_class\":\"c\",\"question\":\"Q\",\"option\":{\"A\":\"1\",\"B\":\"2\"},\"question_type\":\"多项选择题\",\"answer\":\"BA\"}]"
            })
    void whatIsDamagedIsReadOrRefusedInWords(String name, String text) throws IOException {
        byte[] sound = text.replace('|', '\n').getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(1);
        Path file = folder.resolve(name);
        Files.write(file, sound);
        assertThat(Benchmark.read(List.of(file), false).questions()).isNotEmpty();
        for (int i = 0; i < TIMES; i++) {
            byte[] damaged = damaged(sound, random);
            Files.write(file, damaged);
            try {
                Benchmark.read(List.of(file), i % 2 == 0).sha256();
            } catch (BadInput e) {
                assertThat(e.code()).as(e.getMessage()).isPresent();
                assertThat(e.getMessage()).contains(file.toString()).doesNotContain("java.", "Exception");
            }
        }
    }

    private static byte[] damaged(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        for (int change = random.nextInt(1, 4); change > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\"',:{}[]\n0A".charAt(random.nextInt(11));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + at);
                    System.arraycopy(bytes, 0, longer, bytes.length, at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
