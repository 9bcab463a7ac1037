package org.careloop.lm.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that would give other weights than their maker meant, each refused with the file, the tensor and a remedy. */
class DamagedWeightsTest {
    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    @TempDir
    private Path directory;

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        Path file = file("{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12);

        refused(file, "tensor \"b\" begins at byte 4 of the data, \"a\" ends at 8; expected no overlap and no gap");
    }

    @Test
    void aGapBetweenTensorsIsRefused() throws IOException {
        Path file = file("{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}", 16);

        refused(file, "tensor \"b\" begins at byte 12 of the data, \"a\" ends at 8");
    }

    @Test
    void bytesBehindTheLastTensorAreRefused() throws IOException {
        refused(
                file("{" + A + "}", 20),
                "\"a\" ends at byte 8 of the data, the file holds 20; expected no bytes behind");
    }

    @Test
    void aNameThatComesTwiceIsRefused() throws IOException {
        refused(file("{" + A + "," + A + "}", 8), "no safetensors file: its header is not the expected JSON");
    }

    @Test
    void aGitLfsPointerIsNamedAsOne() throws IOException {
        Path file = Files.writeString(
                directory.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 123456789\n");

        refused(file, "a Git LFS pointer of 71 bytes; expected the file itself: run `git lfs pull` in its folder");
    }

    @Test
    void aTensorInTwoShardsIsRefused() throws IOException {
        try (Scope scope = Scope.open()) {
            SafeTensorsWriter.write(directory.resolve("1.safetensors"), Map.of("a", Tensor.ones(2)));
            SafeTensorsWriter.write(
                    directory.resolve("2.safetensors"), Map.of("a", Tensor.zeros(2), "b", Tensor.ones(1)));
        }
        index("{\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}");

        assertThatThrownBy(() -> SafeTensors.openDirectory(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor \"a\" is in 2.safetensors, the index places it in 1.safetensors");
    }

    @Test
    void aTensorThatTheIndexForgetsIsRefused() throws IOException {
        try (Scope scope = Scope.open()) {
            SafeTensorsWriter.write(
                    directory.resolve("1.safetensors"), Map.of("a", Tensor.zeros(2), "b", Tensor.ones(1)));
        }
        index("{\"a\": \"1.safetensors\"}");

        assertThatThrownBy(() -> SafeTensors.openDirectory(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor \"b\" is in 1.safetensors, the index places it nowhere");
    }

    @Test
    void pickledWeightsAreNotReadAndTheRemedyIsNamed() throws IOException {
        Files.writeString(directory.resolve("pytorch_model.bin"), "x");

        assertThatThrownBy(() -> SafeTensors.openDirectory(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no weights here; expected model.safetensors")
                .hasMessageContaining("AutoModelForCausalLM.from_pretrained(DIR).save_pretrained(OUT)");
    }

    private void index(String map) throws IOException {
        Files.writeString(directory.resolve("model.safetensors.index.json"), "{\"weight_map\": %s}".formatted(map));
    }

    private static void refused(Path file, String words) {
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(words);
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        return Files.write(directory.resolve("x.safetensors"), buffer.array());
    }
}
