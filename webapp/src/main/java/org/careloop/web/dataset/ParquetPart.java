package org.careloop.web.dataset;

import com.jerolba.carpet.CarpetWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** {@code votes.parquet}: the same columns as the spreadsheet, for pandas, DuckDB, Polars and Spark. */
final class ParquetPart implements ExportPart {
    // Rows are kept in memory until a group of them is full.
    private static final int GROUP_BYTES = 8 << 20;

    @Override
    public String name() {
        return "votes";
    }

    @Override
    public String ending() {
        return ".parquet";
    }

    @Override
    public List<Column> columns() {
        return VoteRow.COLUMNS;
    }

    @Override
    public Class<? extends Record> rowType() {
        return VoteRow.class;
    }

    @Override
    public boolean isTable() {
        return true;
    }

    @Override
    public Rows open(OutputStream out) throws IOException {
        // GZIP is built into the JDK; the other codecs unpack native libraries into the system's folder for temporary
        // files.
        CarpetWriter<VoteRow> writer = new CarpetWriter.Builder<>(new StaysOpen(out), VoteRow.class)
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(GROUP_BYTES)
                .build();
        return new Rows() {
            @Override
            public long write(JudgedRow row) throws IOException {
                writer.write(VoteRow.of(row.comparison()));
                return row.votes();
            }

            @Override
            public void finish() throws IOException {
                writer.close();
            }
        };
    }

    /** Closing the Parquet writer must not close the ZIP, to which more files are added. */
    private static final class StaysOpen extends FilterOutputStream {
        StaysOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
