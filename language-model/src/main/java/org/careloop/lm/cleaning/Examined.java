package org.careloop.lm.cleaning;

import java.util.List;
import java.util.Map;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.lm.cleaning.duplicates.Signature;
import org.careloop.run.identifier.IdentifierKind;
import org.jspecify.annotations.Nullable;

/**
 * A text by itself: what the rules say of it before it is compared with others.
 *
 * @param text with placeholders where identifiers are masked; empty where it cannot be read
 * @param source bytes of the text or its row, as they will be written
 * @param words how many
 * @param language its code; empty where it cannot be said
 * @param findings in the order of the rules
 * @param identifiers how many of each kind stand in it
 * @param hash what equal texts have in common
 * @param signature null where it is not compared by similarity
 */
@SuppressWarnings("ArrayRecordComponent") // written once and thrown away
record Examined(
        Kept.Place place,
        String text,
        byte @Nullable [] source,
        int words,
        String language,
        List<Finding> findings,
        Map<IdentifierKind, Integer> identifiers,
        long hash,
        @Nullable Signature signature) {

    /** Whether it stays unless another one is the same. */
    boolean isSound() {
        return findings.isEmpty();
    }
}
