package org.careloop.lm.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.careloop.run.LfsPointer;
import org.careloop.run.Phrase;
import tools.jackson.core.JacksonException;

/** One safetensors file in memory: eight bytes of header length, the header in JSON, then the bytes of the tensors. */
final class MappedFile implements AutoCloseable {
    /**
     * The longest known header, of ninety thousand tensors in one file, has 12 MB. The reference implementation allows
     * 100 MB, which would be ten times as many in memory.
     */
    private static final long LONGEST_HEADER = 32 << 20;

    private final Path path;
    private final Arena arena;
    private final MemorySegment data;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** What a header says of a tensor; the offsets count from the end of the header. */
    record Entry(DType dtype, long[] shape, long begin, long end) {}

    private MappedFile(Path path, Arena arena, MemorySegment data) {
        this.path = path;
        this.arena = arena;
        this.data = data;
    }

    static MappedFile open(Path path) throws IOException {
        LfsPointer.refuse(path);
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long header = headerLength(path, whole);
            MappedFile file = new MappedFile(path, arena, whole.asSlice(Long.BYTES + header));
            file.readHeader(whole.asSlice(Long.BYTES, header));
            return file;
        } catch (NoSuchFileException e) {
            arena.close();
            throw BadInput.in(
                    path, Phrase.of("model.file-absent", "the file does not exist; copy all files of the model"));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static long headerLength(Path path, MemorySegment whole) {
        if (whole.byteSize() < Long.BYTES) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.short", "%s bytes are no safetensors file; copy it again", whole.byteSize()));
        }
        long length = whole.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        if (length < 2 || length > LONGEST_HEADER) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.header-length",
                            "no safetensors file: a header of %s bytes is announced; expected 2 to %s: copy it again",
                            length,
                            LONGEST_HEADER));
        }
        if (length > whole.byteSize() - Long.BYTES) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.header-cut",
                            "truncated: the header needs %s bytes, the file has %s; copy it again",
                            Long.BYTES + length,
                            whole.byteSize()));
        }
        return length;
    }

    private void readHeader(MemorySegment header) {
        try {
            HeaderFields.read(path, header, (name, entry) -> entries.put(name, checked(name, entry)));
        } catch (JacksonException e) {
            throw new BadInput(
                    BadInput.inFile(
                            path.toString(),
                            Phrase.of(
                                    "weights.header-json",
                                    "no safetensors file: its header is not the expected JSON; copy it again")),
                    e);
        }
        requireNoOverlap();
    }

    /** Each tensor begins where the one before ends, and the last ends with the file, as the format demands. */
    private void requireNoOverlap() {
        long end = 0;
        Object before = Phrase.of("weights.header", "the header");
        for (Map.Entry<String, Entry> next : entries.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, Entry> e) -> e.getValue().begin())
                        .thenComparingLong(e -> e.getValue().end()))
                .toList()) {
            if (next.getValue().begin() != end) {
                throw BadInput.in(
                        path,
                        Phrase.filled(
                                "weights.gap",
                                "tensor \"%s\" begins at byte %s of the data, %s ends at %s; expected no overlap and no gap: the file is damaged, copy it again",
                                next.getKey(),
                                next.getValue().begin(),
                                before,
                                end));
            }
            end = next.getValue().end();
            before = "\"%s\"".formatted(next.getKey());
        }
        if (end != data.byteSize()) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.behind",
                            "%s ends at byte %s of the data, the file holds %s; expected no bytes behind: the file is damaged, copy it again",
                            before,
                            end,
                            data.byteSize()));
        }
    }

    private Entry checked(String name, Entry entry) {
        long needed = bytes(entry);
        if (entry.begin() < 0 || entry.end() - entry.begin() != needed) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.size",
                            "tensor \"%s\" %s %s needs %s bytes, the header gives it %s to %s: the file is damaged, copy it again",
                            name,
                            entry.dtype().name(),
                            Arrays.toString(entry.shape()),
                            needed,
                            entry.begin(),
                            entry.end()));
        }
        if (entry.end() > data.byteSize()) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.cut",
                            "truncated: tensor \"%s\" ends at byte %s of the data, the file holds %s; copy it again",
                            name,
                            entry.end(),
                            data.byteSize()));
        }
        return entry;
    }

    /** Sizes whose product overflows are refused beside a size of 0 too. */
    private static long bytes(Entry entry) {
        long needed = entry.dtype().bytes();
        boolean empty = false;
        for (long size : entry.shape()) {
            empty |= size == 0;
            needed = needed > Long.MAX_VALUE / Math.max(size, 1) ? Long.MAX_VALUE : needed * Math.max(size, 1);
        }
        return empty && needed < Long.MAX_VALUE ? 0 : needed;
    }

    Path path() {
        return path;
    }

    Set<String> names() {
        return entries.keySet();
    }

    Entry require(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw BadInput.in(
                    path,
                    Phrase.filled(
                            "weights.not-here",
                            "tensor \"%s\" is missing, though the index places it here; copy all files of the model again",
                            name));
        }
        return entry;
    }

    /** The bytes of a tensor, in the file. */
    MemorySegment bytes(String name) {
        Entry entry = require(name);
        return data.asSlice(entry.begin(), entry.end() - entry.begin());
    }

    /** A copy, because the map is read-only and is closed later. */
    Tensor read(String name, DType dtype, Device device) {
        Entry entry = require(name);
        try (Scope scope = Scope.open()) {
            Tensor mapped = Tensor.over(bytes(name), entry.dtype(), entry.shape());
            Tensor converted = dtype == entry.dtype() && device.isCpu()
                    ? mapped.copy()
                    : mapped.to(device).to(dtype);
            return scope.keep(converted);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
