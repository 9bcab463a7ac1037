package org.careloop.web.dataset;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.careloop.run.Comparison;

/** Writes one file of an export, counting and hashing what goes through. */
final class PartWriter {
    private final ExportPart part;
    private final MessageDigest digest;
    private final Writer writer;
    private long rows;
    private long comparisons;
    private long judgements;

    PartWriter(ExportPart part, OutputStream out) throws IOException {
        this.part = part;
        this.digest = sha256();
        this.writer =
                new BufferedWriter(new OutputStreamWriter(new DigestOutputStream(out, digest), StandardCharsets.UTF_8));
        part.begin(writer);
    }

    /**
     * What was written.
     *
     * @param rows of this file
     * @param comparisons of the study, whether they gave rows or not
     * @param judgements that count in the study
     */
    record Written(String part, long rows, long comparisons, long judgements, String sha256) {}

    void take(Comparison comparison) {
        try {
            comparisons++;
            judgements += comparison.votes().size();
            rows += part.write(comparison, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is buffered; the stream below stays open. */
    Written finish() throws IOException {
        writer.flush();
        return new Written(
                part.name(), rows, comparisons, judgements, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
