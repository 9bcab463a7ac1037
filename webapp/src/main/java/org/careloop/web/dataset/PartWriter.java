package org.careloop.web.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.careloop.run.Sha256;

/** Writes one file of an export and counts and hashes its content. */
final class PartWriter {
    private static final int BUFFER = 1 << 16;

    private final ExportPart part;
    private final MessageDigest digest;
    private final OutputStream out;
    private final ExportPart.Rows writer;
    private long rows;
    private long comparisons;
    private long judgements;

    PartWriter(ExportPart part, OutputStream out) throws IOException {
        this.part = part;
        this.digest = Sha256.digest();
        this.out = new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER);
        this.writer = part.open(this.out);
    }

    /**
     * What was written.
     *
     * @param rows lines of this file; of a table those with a vote
     * @param comparisons all comparisons read, those without a row in this file included
     * @param judgements votes on these comparisons
     */
    record Written(String part, long rows, long comparisons, long judgements, String sha256) {}

    void take(JudgedRow row) throws IOException {
        comparisons++;
        judgements += row.votes();
        rows += writer.write(row);
    }

    /** Lines so far. */
    long rows() {
        return rows;
    }

    /** Votes so far. */
    long judgements() {
        return judgements;
    }

    /** Flushes the buffer; the underlying stream stays open. */
    Written finish() throws IOException {
        writer.finish();
        out.flush();
        return new Written(part.name(), rows, comparisons, judgements, Sha256.hex(digest));
    }
}
