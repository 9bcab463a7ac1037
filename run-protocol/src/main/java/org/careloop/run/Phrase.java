package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.careloop.run.text.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is told to a person: whole in English, for commands and the programming interface; on a screen in the reader's
 * language, where the code finds the translation {@code problem.CODE}.
 *
 * @param code words with dots, such as {@code account.taken}; empty for a text that is the same in every language
 * @param english the whole text in English, with everything filled in
 * @param given what fills the blanks of the translation, in their order: values; phrases, which are translated in their
 *     turn; or {@link Localized} texts
 */
public record Phrase(String code, String english, List<Object> given) {

    /** A value that has words of its own in every language. */
    @FunctionalInterface
    public interface Localized {
        String in(Locale locale);
    }

    /** What went wrong, in words for a person. Exceptions that can end a run have them. */
    @FunctionalInterface
    public interface Told {
        Phrase phrase();
    }

    public Phrase {
        given = List.copyOf(given);
    }

    /** A phrase that screens translate. */
    public static Phrase of(String code, String english, Object... given) {
        return new Phrase(code, english, List.of(given));
    }

    /**
     * A phrase that screens translate, its English made of a pattern.
     *
     * @param english with {@code %s} for each value; numbers stand as they are, without separators, in every language
     */
    public static Phrase filled(String code, String english, Object... given) {
        Object[] written = Arrays.stream(given)
                .map(each -> each instanceof Number ? each.toString() : each)
                .toArray();
        return of(code, english.formatted(written), written);
    }

    /**
     * Counts by name, in the order of the names.
     *
     * @param words of each name
     */
    public static Phrase counted(Map<String, Long> counts, Map<String, Phrase> words) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> Phrase.filled(
                                "list.count",
                                "%s=%s",
                                words.getOrDefault(count.getKey(), verbatim(count.getKey())),
                                count.getValue()))
                        .reduce((one, next) -> Phrase.filled("list.next", "%s, %s", one, next))
                        .orElse(Phrase.of("list.nothing", "nothing"));
    }

    /** A text that is the same in every language, such as a name or what somebody wrote. */
    public static Phrase verbatim(String text) {
        return new Phrase("", text, List.of());
    }

    /** All values between two, these included. */
    public static Phrase range(Object lowest, Object highest) {
        return of("range", "%s to %s".formatted(lowest, highest), String.valueOf(lowest), String.valueOf(highest));
    }

    /** The same, with what files gave cut and escaped, so that neither a page nor a terminal is at their mercy. */
    Phrase excerpt() {
        return new Phrase(
                code,
                Excerpt.ofMessage(english),
                given.stream().map(Phrase::excerpt).toList());
    }

    private static Object excerpt(Object value) {
        return switch (value) {
            case String text -> Excerpt.of(text);
            case Phrase inner -> inner.excerpt();
            default -> value;
        };
    }

    /** The same with every text in it changed, such as where it names a copy of a file that its owner knows by another name. */
    public Phrase changed(UnaryOperator<String> change) {
        return new Phrase(
                code,
                change.apply(english),
                given.stream().map(value -> changed(value, change)).toList());
    }

    private static Object changed(Object value, UnaryOperator<String> change) {
        return switch (value) {
            case String text -> change.apply(text);
            case Phrase inner -> inner.changed(change);
            default -> value;
        };
    }

    /** Whether a screen has its own words for it. */
    public boolean isTranslated() {
        return !code.isEmpty();
    }

    @JsonValue
    Map<String, Object> asJson() {
        return PhraseJson.write(this);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Phrase fromJson(@Nullable String code, String english, @Nullable List<JsonNode> given) {
        return PhraseJson.read(
                Objects.requireNonNullElse(code, ""), english, Objects.requireNonNullElse(given, List.of()));
    }

    /** The English text, so that a phrase can stand inside another's. */
    @Override
    public String toString() {
        return english;
    }
}
