package org.careloop.lm.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
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

    /** Writes the tensors in the order of the map, and flushes them to the disk. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            drain(channel, header(tensors));
            for (Tensor tensor : tensors.values()) {
                writeData(channel, tensor);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer header(Map<String, Tensor> tensors) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        // transformers refuses a file whose metadata do not name the framework, "pt".
        json.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + tensor.count() * tensor.dtype().bytes();
            ObjectNode fields = json.putObject(entry.getKey());
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

    private static void writeData(FileChannel channel, Tensor tensor) throws IOException {
        try (Scope scope = Scope.open()) {
            var memory = tensor.detach().to(Device.CPU).contiguous().memory();
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
