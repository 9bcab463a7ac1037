package org.careloop.lm.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    private final Scope scope = Scope.open();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void everyTypeComesBackAsItWasWritten() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Tensor values = Tensor.of(new float[] {1.5f, -2, 0, 7}, 2, 2);
        for (DType type : DType.values()) {
            tensors.put(type.name(), values.to(type));
        }
        Path file = directory.resolve("all.safetensors");
        SafeTensorsWriter.write(file, tensors);

        try (SafeTensors read = SafeTensors.open(file)) {
            assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
            tensors.forEach((name, tensor) ->
                    assertThat(read.read(name).equalTo(tensor)).as(name).isTrue());
        }
    }

    @Test
    void aTensorThatWasReadOutlivesTheFileAndCanBeTrained() throws IOException {
        Path file = written();
        Tensor tensor;
        try (SafeTensors weights = SafeTensors.open(file)) {
            tensor = weights.read("b", DType.F32, Device.CPU, 3);
        }
        Files.delete(file);
        assertThat(tensor.mulInPlace(2).toFloats()).containsExactly(2, 2, 2);
    }

    @Test
    void readingConvertsTheType() throws IOException {
        try (SafeTensors weights = SafeTensors.open(written())) {
            assertThat(weights.read("b", DType.BF16, Device.CPU, 3).dtype()).isEqualTo(DType.BF16);
        }
    }

    @Test
    void aTruncatedFileNamesTheTensorThatIsCut() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("truncated: tensor \"b\" ends at byte 36 of the data, the file holds 31");
    }

    @Test
    void aFileCutInsideItsHeaderIsTruncatedToo() throws IOException {
        Path file = written();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("truncated: the header needs")
                .hasMessageContaining("the file has 40");
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Files.writeString(file, "PK and whatever else a zip file holds\n");
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no safetensors file");
        Files.writeString(file, "abc");
        assertThatThrownBy(() -> SafeTensors.open(file)).hasMessageContaining("3 bytes are no safetensors file");
    }

    @Test
    void offsetsThatDoNotFitTheShapeAreRefused() throws IOException {
        Path file = withHeader("{\"x\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,8]}}", 8);
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor \"x\" F32 [2, 2] needs 16 bytes, the header gives it 0 to 8");
    }

    @Test
    void aTypeThatIsNotKnownIsRefusedByName() throws IOException {
        Path file = withHeader("{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1);
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor \"x\": field \"dtype\" is F8_E4M3; expected one of [F32");
    }

    @Test
    void aShapeThatDoesNotFitNamesBoth() throws IOException {
        try (SafeTensors weights = SafeTensors.open(written())) {
            assertThatThrownBy(() -> weights.read("a", DType.F32, Device.CPU, 3, 2))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("tensor \"a\" has shape [2, 3]; expected [3, 2]");
            assertThatThrownBy(() -> weights.read("c", DType.F32, Device.CPU, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("tensor \"c\" is missing");
        }
    }

    @Test
    void integerTensorsAreRefusedAsWeights() throws IOException {
        Path file = directory.resolve("model.safetensors");
        SafeTensorsWriter.write(file, Map.of("w", Tensor.of(new long[] {1, 2})));
        try (SafeTensors saved = SafeTensors.open(file)) {
            assertThatThrownBy(() -> saved.read("w", DType.BF16, Device.CPU, 2))
                    .isInstanceOf(BadInput.class)
                    .hasMessage(
                            file + ": tensor \"w\" is of type I64; expected F32, F16 or BF16: convert the checkpoint");
        }
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"a\":\"model-00001-of-00002.safetensors\"}}");
        assertThatThrownBy(() -> SafeTensors.openDirectory(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model-00001-of-00002.safetensors: the file does not exist");
    }

    @Test
    void aDirectoryWithoutWeightsSaysWhatItExpects() {
        assertThatThrownBy(() -> SafeTensors.openDirectory(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected model.safetensors, or model.safetensors.index.json");
    }

    private Path written() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        tensors.put("b", Tensor.ones(3));
        SafeTensorsWriter.write(file, tensors);
        return file;
    }

    private Path withHeader(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        return Files.write(directory.resolve("x.safetensors"), buffer.array());
    }
}
