package org.careloop.lm.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Json;
import tools.jackson.databind.node.ObjectNode;

/** Writes tensors as one safetensors file. A reader sees the old file or the whole new one. */
public final class SafeTensorsWriter {
    /** A buffer holds at most 2 GiB; larger tensors go in pieces. */
    private static final long PIECE = 1 << 30;

    private SafeTensorsWriter() {}

    /**
     * A tensor that is made when its turn comes, and freed after it is written.
     *
     * @param made of this type and shape
     */
    @SuppressWarnings("ArrayRecordComponent") // shapes are arrays everywhere; nobody compares entries
    public record Entry(String name, DType dtype, long[] shape, Supplier<Tensor> made) {
        long bytes() {
            return Arrays.stream(shape).reduce(dtype.bytes(), Math::multiplyExact);
        }
    }

    /** Writes the tensors in the order of the map, and flushes them to the disk. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        List<Entry> entries = new ArrayList<>();
        tensors.forEach((name, tensor) -> entries.add(new Entry(name, tensor.dtype(), tensor.shape(), () -> tensor)));
        write(file, entries);
    }

    /** Writes the tensors in their order, one in memory at a time, and flushes them to the disk. */
    public static void write(Path file, List<Entry> tensors) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            drain(channel, header(tensors));
            for (Entry tensor : tensors) {
                writeData(channel, tensor);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer header(List<Entry> tensors) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        // transformers refuses a file whose metadata do not name the framework, "pt".
        json.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Entry tensor : tensors) {
            long end = offset + tensor.bytes();
            ObjectNode fields = json.putObject(tensor.name());
            fields.put("dtype", tensor.dtype().name());
            fields.set("shape", Json.MAPPER.valueToTree(tensor.shape()));
            fields.set("data_offsets", Json.MAPPER.valueToTree(new long[] {offset, end}));
            offset = end;
        }
        byte[] text = Json.MAPPER.writeValueAsBytes(json);
        int padded = (text.length + 7) / 8 * 8;
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(text);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.flip();
    }

    private static void writeData(FileChannel channel, Entry tensor) throws IOException {
        try (Scope scope = Scope.open()) {
            var memory =
                    tensor.made().get().detach().to(Device.CPU).contiguous().memory();
            if (memory.byteSize() != tensor.bytes()) {
                throw new IllegalStateException("tensor \"%s\" has %d bytes; %d were promised"
                        .formatted(tensor.name(), memory.byteSize(), tensor.bytes()));
            }
            for (long at = 0; at < memory.byteSize(); at += PIECE) {
                drain(
                        channel,
                        memory.asSlice(at, Math.min(PIECE, memory.byteSize() - at))
                                .asByteBuffer());
            }
        }
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
