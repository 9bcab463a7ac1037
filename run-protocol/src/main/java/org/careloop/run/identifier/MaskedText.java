package org.careloop.run.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A text with placeholders, which knows where each place of the text as it was has gone. */
public record MaskedText(String text, List<Edit> edits) {
    /**
     * A piece that was replaced.
     *
     * @param start in the text as it was
     * @param placed where its placeholder begins now
     */
    public record Edit(int start, int end, int placed, int placedEnd) {}

    public static MaskedText of(String text, List<Identifier> identifiers, ToIntFunction<Identifier> number) {
        StringBuilder masked = new StringBuilder();
        List<Edit> edits = new ArrayList<>();
        int behind = 0;
        for (Identifier each : identifiers) {
            masked.append(text, behind, each.start());
            int placed = masked.length();
            masked.append(each.kind().placeholder(number.applyAsInt(each)));
            edits.add(new Edit(each.start(), each.end(), placed, masked.length()));
            behind = each.end();
        }
        return new MaskedText(masked.append(text, behind, text.length()).toString(), edits);
    }

    /** Where a passage begins now; one that began within an identifier begins with its placeholder. */
    public int startOf(int at) {
        int moved = at;
        for (Edit edit : edits) {
            if (at >= edit.end()) {
                moved = at + edit.placedEnd() - edit.end();
            } else {
                return at > edit.start() ? edit.placed() : moved;
            }
        }
        return moved;
    }

    /** Behind which place a passage ends now; one that ended within an identifier ends with its placeholder. */
    public int endOf(int at) {
        int moved = at;
        for (Edit edit : edits) {
            if (at >= edit.end()) {
                moved = at + edit.placedEnd() - edit.end();
            } else {
                return at > edit.start() ? edit.placedEnd() : moved;
            }
        }
        return moved;
    }
}
