package org.careloop.web.comparison;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which comparisons of a study to list. It is written in the address of a page and read from there, so that a link, a
 * reload and the back button show the same.
 *
 * @param text that the id, the question or a response contains, in any case; empty for any
 * @param said what a vote that counts says
 * @param flagged what somebody marked
 * @param traits all of which a comparison has
 * @param language a BCP 47 tag
 */
public record ComparisonFilter(
        String text,
        Optional<Said> said,
        Optional<Flagged> flagged,
        Set<Trait> traits,
        Optional<String> language,
        Optional<String> tag) {
    public static final ComparisonFilter ALL =
            new ComparisonFilter("", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
    public static final int LONGEST_TEXT = 200;

    private static final String TEXT = "q";
    private static final String SAID = "vote";
    private static final String FLAGGED = "flag";
    private static final String LANGUAGE = "language";
    private static final String TAG = "tag";

    /** A choice that an address names by its word. */
    public sealed interface Choice permits Said, Flagged, Trait {
        String name();

        /** The word in an address, and the end of the translation key. */
        default String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What at least one vote that counts says; {@link #NONE} where there is none. */
    public enum Said implements Choice {
        NONE,
        A,
        SAME,
        B,
        BOTH_BAD
    }

    /** What is marked in a response; the kinds are those of a design's flags. */
    public enum Flagged implements Choice {
        ANY,
        UNSAFE,
        HALLUCINATED,
        PRIVACY,
        REFUSES
    }

    /** What is the matter with a comparison. */
    public enum Trait implements Choice {
        /** Reported for privacy, and no lead has decided. */
        PRIVACY,
        /** Handed to nobody: reported for privacy, or kept out of the study. */
        HELD,
        /** Flagged or passed on, and no adjudicator has decided. */
        RAISED,
        /** All votes are given, too few of them agree, and no adjudicator has decided. */
        DIVIDED,
        /** Somebody skipped it. */
        SKIPPED,
        /** Two models wrote the same, so that nobody is asked. */
        IDENTICAL
    }

    public ComparisonFilter {
        text = text.strip();
        text = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        Set<Trait> ordered = EnumSet.noneOf(Trait.class);
        ordered.addAll(traits);
        traits = Collections.unmodifiableSet(ordered);
        language = language.filter(value -> !value.isBlank());
        tag = tag.filter(value -> !value.isBlank());
    }

    /** The comparisons with a trait. */
    public static ComparisonFilter of(Trait trait) {
        return new ComparisonFilter(
                "", Optional.empty(), Optional.empty(), Set.of(trait), Optional.empty(), Optional.empty());
    }

    /** The filter of an address; a word that it does not know sets nothing. */
    public static ComparisonFilter read(Map<String, List<String>> parameters) {
        return new ComparisonFilter(
                first(parameters, TEXT).orElse(""),
                first(parameters, SAID).flatMap(word -> choice(Said.values(), word)),
                first(parameters, FLAGGED).flatMap(word -> choice(Flagged.values(), word)),
                Arrays.stream(Trait.values())
                        .filter(trait -> parameters.containsKey(trait.word()))
                        .collect(Collectors.toSet()),
                first(parameters, LANGUAGE),
                first(parameters, TAG));
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static <C extends Choice> Optional<C> choice(C[] choices, String word) {
        return Arrays.stream(choices)
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }

    /** What stands in an address. A trait has no value. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            parameters.put(TEXT, text);
        }
        said.ifPresent(choice -> parameters.put(SAID, choice.word()));
        flagged.ifPresent(choice -> parameters.put(FLAGGED, choice.word()));
        traits.forEach(trait -> parameters.put(trait.word(), ""));
        language.ifPresent(value -> parameters.put(LANGUAGE, value));
        tag.ifPresent(value -> parameters.put(TAG, value));
        return parameters;
    }

    /** Without what would tell how the votes go; that a comparison has none tells nothing. */
    ComparisonFilter withoutVerdicts() {
        return new ComparisonFilter(text, said.filter(choice -> choice == Said.NONE), flagged, traits, language, tag);
    }
}
