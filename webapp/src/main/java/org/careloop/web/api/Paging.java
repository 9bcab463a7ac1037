package org.careloop.web.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** Lists in pages: each answer has the cursor of the next page. */
final class Paging {
    private static final int MOST = 500;

    private Paging() {}

    /**
     * A page.
     *
     * @param next the {@code cursor} of the next page; null on the last
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** Reads {@code count} items after the first {@code from}. */
    interface Source<T> {
        List<T> read(long from, int count);
    }

    static <T> Page<T> of(@Nullable String cursor, int limit, Source<T> source) {
        if (limit < 1 || limit > MOST) {
            throw BadInput.field("limit", limit, Phrase.range(1, MOST));
        }
        long from = cursor == null ? 0 : decode(cursor);
        List<T> read = source.read(from, limit + 1);
        return read.size() <= limit ? new Page<>(read, null) : new Page<>(read.subList(0, limit), encode(from + limit));
    }

    /** A page of a list in memory. */
    static <T> Page<T> of(@Nullable String cursor, int limit, List<T> all) {
        return of(
                cursor,
                limit,
                (from, count) -> all.stream().skip(from).limit(count).toList());
    }

    private static String encode(long from) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(from).getBytes(StandardCharsets.US_ASCII));
    }

    private static long decode(String cursor) {
        try {
            return Math.max(
                    0, Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    BadInput.fieldUnfit("cursor", cursor, Phrase.of("api.cursor", "the \"next\" of an earlier answer")),
                    e);
        }
    }
}
