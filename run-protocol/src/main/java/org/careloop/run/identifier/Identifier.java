package org.careloop.run.identifier;

/**
 * A passage that may identify a person.
 *
 * @param start where it begins in its text, in UTF-16 units
 * @param end behind its last character
 */
public record Identifier(IdentifierKind kind, int start, int end) {
    public String in(String text) {
        return text.substring(start, end);
    }

    boolean overlaps(Identifier other) {
        return start < other.end && other.start < end;
    }
}
