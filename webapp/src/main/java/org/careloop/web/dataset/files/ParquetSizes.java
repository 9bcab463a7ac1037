package org.careloop.web.dataset.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a Parquet file says of its sizes before they are believed: the library makes room for as many bytes and
 * values as a page announces. Counts also what its rows give, for a text that stands once in the file may be that of
 * every row.
 */
final class ParquetSizes {
    private static final ValueLayout.OfInt LENGTH = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** The length of the footer, and the four letters of the format. */
    private static final int TAIL = 8;

    private static final long LONGEST_HEADER = 16 << 20;
    private static final long LONGEST_FOOTER = 64 << 20;
    private static final long LONGEST_PAGE = 128 << 20;
    private static final long MOST_VALUES = 16_000_000;
    private static final long UNSUSPICIOUS = 256 << 20;
    private static final long MOST_RATIO = 200;

    private final ImportFile file;
    private final long packed;
    private long unpacked;
    private long given;

    private ParquetSizes(ImportFile file, long packed) {
        this.file = file;
        this.packed = packed;
    }

    /**
     * Checks a whole file.
     *
     * @throws BadInput when it unpacks to too much
     * @throws IllegalArgumentException when what it says of itself cannot be
     */
    static ParquetSizes check(ImportFile file, Path path) throws IOException {
        ParquetSizes sizes = new ParquetSizes(file, Files.size(path));
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(path)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, sizes.packed, arena);
            sizes.footer(bytes);
            try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
                for (BlockMetaData group : reader.getFooter().getBlocks()) {
                    for (ColumnChunkMetaData column : group.getColumns()) {
                        sizes.column(bytes, column);
                    }
                }
            }
        }
        return sizes;
    }

    private void footer(MemorySegment bytes) {
        require(packed >= TAIL);
        long length = Integer.toUnsignedLong(bytes.get(LENGTH, packed - TAIL));
        require(length <= LONGEST_FOOTER && length <= packed - TAIL);
        CompactStruct.walk(bytes.asSlice(packed - TAIL - length, length).asByteBuffer());
    }

    private void column(MemorySegment bytes, ColumnChunkMetaData column) {
        long at = column.getStartingPos();
        long length = column.getTotalSize();
        require(at >= 0 && length >= 0 && length <= packed && at <= packed - length);
        require(column.getValueCount() <= MOST_VALUES);
        long values = 0;
        long end = at + length;
        while (at < end && values < column.getValueCount()) {
            ByteBuffer header =
                    bytes.asSlice(at, Math.min(end - at, LONGEST_HEADER)).asByteBuffer();
            Map<String, Long> page = CompactStruct.walk(header);
            long inPage = page.getOrDefault("2", 0L);
            long inFile = page.getOrDefault("3", 0L);
            values += page.getOrDefault("5.1", page.getOrDefault("8.1", 0L));
            at += header.position() + inFile;
            require(inPage >= 0 && inPage <= LONGEST_PAGE && inFile >= 0 && at <= end && values <= MOST_VALUES);
            unpacked = grown(unpacked, inPage);
        }
    }

    /** Counts what a row gives. */
    void count(List<@Nullable String> cells) {
        given = grown(given, 1);
        for (String cell : cells) {
            given = grown(given, cell == null ? 1 : cell.length() + 1);
        }
    }

    private long grown(long before, long more) {
        long after = before + more;
        if (after > UNSUSPICIOUS && after > packed * MOST_RATIO) {
            throw Archive.bomb(file, packed, after, UNSUSPICIOUS, MOST_RATIO);
        }
        return after;
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException();
        }
    }
}
