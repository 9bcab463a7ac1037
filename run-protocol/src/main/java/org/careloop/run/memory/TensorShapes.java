package org.careloop.run.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Phrase;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The names and shapes of a model's weights, read from the headers of its safetensors files; no weight is read. That the
 * files hold what their headers say is for the trainer to check, which reads them whole.
 */
final class TensorShapes {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final int LONGEST_HEADER = 32 << 20;

    private TensorShapes() {}

    /**
     * Reads those of a model directory.
     *
     * @throws BadInput when there are no weights, or a header cannot be read
     */
    static Map<String, long[]> read(Path directory) throws IOException {
        Map<String, long[]> shapes = new TreeMap<>();
        if (Files.exists(directory.resolve(SINGLE))) {
            read(directory.resolve(SINGLE), shapes);
            return shapes;
        }
        Path index = directory.resolve(INDEX);
        if (!Files.exists(index)) {
            throw BadInput.in(
                    directory,
                    Phrase.filled(
                            "weights.absent",
                            "no weights here; expected %s, or %s with its shards; copy all files of the model",
                            SINGLE,
                            INDEX));
        }
        TreeSet<String> shards = new TreeSet<>();
        Json.read(index, JsonNode.class).path("weight_map").forEach(shard -> shards.add(shard.asString("")));
        for (String shard : shards) {
            read(ModelDirectory.named(directory, shard, index), shapes);
        }
        return shapes;
    }

    private static void read(Path file, Map<String, long[]> shapes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] length = in.readNBytes(Long.BYTES);
            long announced =
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (announced < 2 || announced > LONGEST_HEADER) {
                throw unreadable(file);
            }
            take(Json.MAPPER.readTree(in.readNBytes((int) announced)), shapes);
        } catch (BufferUnderflowException | JacksonException e) {
            throw unreadable(file);
        }
    }

    private static void take(JsonNode header, Map<String, long[]> shapes) {
        header.properties().forEach(tensor -> {
            JsonNode shape = tensor.getValue().path("shape");
            if (shape.isArray()) {
                long[] sizes = new long[shape.size()];
                for (int i = 0; i < sizes.length; i++) {
                    sizes[i] = shape.get(i).asLong(0);
                }
                shapes.put(tensor.getKey(), sizes);
            }
        });
    }

    private static BadInput unreadable(Path file) {
        return BadInput.in(
                file,
                Phrase.of(
                        "weights.header-json",
                        "no safetensors file: its header is not the expected JSON; copy it again"));
    }
}
