package org.careloop.lm.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/** Counts the native memory of this process, for tests. */
public final class NativeMemory {
    private static final Optional<MemorySegment> MALLINFO =
            Linker.nativeLinker().defaultLookup().find("mallinfo2");
    /** Ten sizes, of which two are read. */
    private static final StructLayout LAYOUT =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    private static final int MAPPED = 4;
    private static final int IN_USE = 7;

    private NativeMemory() {}

    /** Native objects that Java has made and that no scope or garbage collection has freed yet. */
    public static long handles() {
        return Pointer.totalCount();
    }

    /** Whether {@link #bytes} can be asked for, which not every C library can answer. */
    public static boolean isCounted() {
        return MALLINFO.isPresent();
    }

    /** Main memory that this process occupies, Java heap and libraries included, as the kernel counts it. */
    public static long residentBytes() {
        return status("VmRSS:");
    }

    /** Of these, what is no mapped file. */
    public static long anonymousBytes() {
        return status("RssAnon:");
    }

    private static long status(String field) {
        try {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(status -> status.startsWith(field))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Bytes that malloc has allocated and not freed: tensors, and the JVM's own memory. The JIT compilers allocate and
     * free tens of megabytes at any time, so use the lowest of many readings.
     */
    public static long bytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(MALLINFO.orElseThrow(), FunctionDescriptor.of(LAYOUT))
                    .invoke((SegmentAllocator) arena);
            return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED) + info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
        } catch (Throwable e) {
            throw new IllegalStateException("mallinfo2 cannot be called", e);
        }
    }
}
