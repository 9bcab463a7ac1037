package org.careloop.web.dataset;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.web.study.StorableText;

/**
 * Which part of a study is exported. What is left out is counted in the manifest.
 *
 * @param language only comparisons in it, a BCP 47 tag
 * @param tag only comparisons that carry it
 * @param annotator only votes of the person with this login
 * @param from only votes given at this moment or later
 * @param before only votes given before this moment
 * @param decisiveOnly only votes that prefer one response; of a ranking every one
 * @param adjudications whether senior clinicians' verdicts stand beside the votes
 * @param minVotes only comparisons with at least so many of these votes
 */
public record ExportFilter(
        Optional<String> language,
        Optional<String> tag,
        Optional<String> annotator,
        Optional<Instant> from,
        Optional<Instant> before,
        boolean decisiveOnly,
        boolean adjudications,
        int minVotes) {

    /** Everything that counts. */
    public static final ExportFilter ALL = new ExportFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, true, 0);

    private static final int LONGEST = 200;
    /** The range of moments that the database can store. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public ExportFilter {
        language.ifPresent(text -> StorableText.check("language", text, LONGEST));
        tag.ifPresent(text -> StorableText.check("tag", text, LONGEST));
        annotator.ifPresent(text -> StorableText.check("annotator", text, LONGEST));
        for (Instant moment : Stream.of(from, before).flatMap(Optional::stream).toList()) {
            if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
                throw BadInput.coded(
                        "export.moment",
                        "moment %s; expected one from %s to %s".formatted(moment, FIRST, LAST),
                        moment.toString(),
                        FIRST.toString(),
                        LAST.toString());
            }
        }
        if (from.isPresent() && before.isPresent() && !from.get().isBefore(before.get())) {
            throw BadInput.coded(
                    "export.order",
                    "the export begins at %s and ends before %s; expected the beginning first"
                            .formatted(from.get(), before.get()),
                    from.get().toString(),
                    before.get().toString());
        }
        if (minVotes < 0) {
            throw BadInput.coded(
                    "export.min-votes", "at least %d votes; expected 0 or more".formatted(minVotes), minVotes);
        }
    }

    /** Every setting in words, for the manifest; those that leave nothing out are absent. */
    Map<String, String> inWords() {
        Map<String, String> words = new TreeMap<>();
        language.ifPresent(value -> words.put("language", value));
        tag.ifPresent(value -> words.put("tag", value));
        annotator.ifPresent(value -> words.put("annotator", value));
        from.ifPresent(value -> words.put("from", value.toString()));
        before.ifPresent(value -> words.put("before", value.toString()));
        if (decisiveOnly) {
            words.put("votes", "decisive only");
        }
        if (!adjudications) {
            words.put("adjudications", "left out");
        }
        if (minVotes > 0) {
            words.put("min votes", String.valueOf(minVotes));
        }
        return words;
    }
}
