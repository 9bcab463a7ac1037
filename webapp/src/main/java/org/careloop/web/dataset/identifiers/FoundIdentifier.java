package org.careloop.web.dataset.identifiers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.careloop.run.identifier.Identifier;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.dataset.files.SourceRow;

/**
 * An identifier in place.
 *
 * @param field such as {@code prompt}, {@code chosen} or {@code corrections}
 * @param start where it begins in the field's text, in UTF-16 units; {@code end} is behind it
 * @param before the text before it, as far as it is shown
 * @param action what was decided on it
 */
public record FoundIdentifier(
        @JsonIgnore SourceRow at,
        String field,
        IdentifierKind kind,
        int start,
        int end,
        String text,
        String before,
        String after,
        IdentifierAction action) {
    private static final int AROUND = 36;

    static FoundIdentifier of(SourceRow at, String field, String text, Identifier found, IdentifierAction action) {
        int from = Math.max(0, found.start() - AROUND);
        int to = Math.min(text.length(), found.end() + AROUND);
        String cut = from > 0 ? "…" : "";
        return new FoundIdentifier(
                at.withoutText(),
                field,
                found.kind(),
                found.start(),
                found.end(),
                found.in(text),
                cut + whole(text, from, found.start()),
                whole(text, found.end(), to) + (to < text.length() ? "…" : ""),
                action);
    }

    /** A piece of a text, without half of a character that was cut in two. */
    private static String whole(String text, int from, int to) {
        int first = from < to && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        int last = first < to && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
        return text.substring(first, last);
    }

    @JsonProperty
    public String file() {
        return at.file();
    }

    @JsonProperty
    public long line() {
        return at.line();
    }

    /** Its row's number in a JSON list; 0 where rows have lines of their own. */
    @JsonProperty
    public long element() {
        return at.element();
    }

    /** Place and kind in English, without the identifier itself: such lines end up in logs. */
    public String place() {
        return "%s: field \"%s\", characters %d to %d: likely %s"
                .formatted(at, field, start + 1, end, kind.label().replace('-', ' '));
    }
}
