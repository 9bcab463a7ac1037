package org.careloop.web.dataset;

import java.io.IOException;
import java.io.OutputStream;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;

/** A comparison with its votes as one line of JSON, and as an object for whoever asks. */
final class JudgedRow {
    private final byte[] bytes;
    private final int length;
    private final long votes;
    private @Nullable Comparison comparison;
    private @Nullable String study;

    /**
     * A row that was read.
     *
     * @param bytes UTF-8, which this object now owns
     * @param length how many of them are the line, its line feed included
     */
    JudgedRow(byte[] bytes, int length, long votes) {
        this.bytes = bytes;
        this.length = length;
        this.votes = votes;
    }

    /**
     * The same as a row of one of several studies: ids, which are unique in a study, begin with its place.
     *
     * @param place of the study, from 1
     */
    JudgedRow of(int place, String name) {
        JudgedRow row = new JudgedRow(bytes, length, votes);
        row.comparison =
                comparison().withId("%d/%s".formatted(place, comparison().id()));
        row.study = name;
        return row;
    }

    /** The name of its study where rows of several stand together; null elsewhere. */
    @Nullable
    String study() {
        return study;
    }

    long votes() {
        return votes;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    Comparison comparison() {
        Comparison known = comparison;
        if (known == null) {
            known = Json.MAPPER.readValue(bytes, 0, length, Comparison.class);
            comparison = known;
        }
        return known;
    }
}
