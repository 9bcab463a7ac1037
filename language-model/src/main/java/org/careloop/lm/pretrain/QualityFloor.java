package org.careloop.lm.pretrain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.corpus.Document;
import org.jspecify.annotations.Nullable;

/**
 * The lowest quality of a stream that is learnt from: a given one, or a thousandth that a wanted volume led to.
 *
 * @param minimum null where it is a thousandth, or all texts are learnt from
 * @param thousandth null where it is a given one, or all texts are learnt from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QualityFloor(@Nullable Double minimum, @Nullable Long thousandth) {
    static final QualityFloor NONE = new QualityFloor(null, null);

    private static final int FINENESS = 1000;

    /** What lies further out counts as the end. */
    private static final double OUTERMOST = 100;

    /** A quality in thousandths, rounded down. */
    static long thousandth(double quality) {
        return (long) Math.floor(Math.clamp(quality, -OUTERMOST, OUTERMOST) * FINENESS);
    }

    /** The lowest quality that is kept; null where all texts are learnt from. */
    @Nullable
    Double from() {
        return thousandth == null ? minimum : Double.valueOf((double) thousandth / FINENESS);
    }

    /**
     * Whether a text is learnt from.
     *
     * @throws BadInput where its quality would decide, and it has none
     */
    boolean keeps(Path file, Document document) {
        if (thousandth != null) {
            return thousandth(required(file, document)) >= thousandth;
        }
        return minimum == null || required(file, document) >= minimum;
    }

    /** @throws BadInput where a text has no quality */
    static double required(Path file, Document document) {
        Double quality = document.quality();
        if (quality == null) {
            throw BadInput.at(
                    file,
                    document.line(),
                    Phrase.of(
                            "texts.no-quality",
                            "the row has no number in the field \"quality\", by which this source is chosen; rate the"
                                    + " texts first with \"careloop rate\", or choose without quality"));
        }
        return quality;
    }
}
