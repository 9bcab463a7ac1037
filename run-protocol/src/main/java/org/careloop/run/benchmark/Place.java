package org.careloop.run.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.text.WholeText;
import org.jspecify.annotations.Nullable;

/**
 * Where a question stands in its file, for what is said of it.
 *
 * @param line counted from 1; 0 in a file that is one JSON value, where the entry is named instead
 */
record Place(Path file, long line, String entry) {

    static Place line(Path file, long line) {
        return new Place(file, line, "");
    }

    static Place entry(Path file, String entry) {
        return new Place(file, 0, entry);
    }

    BadInput refused(String code, String english, Object... given) {
        return refused(Phrase.filled(code, english, given));
    }

    BadInput refused(Phrase problem) {
        return line > 0
                ? BadInput.at(file, line, problem)
                : BadInput.in(file, Phrase.filled("benchmark.entry", "entry %s: %s", entry, problem));
    }

    /** A text that must say something. */
    String text(String field, @Nullable String given) {
        if (given == null || given.isBlank()) {
            throw refused("benchmark.blank", "field \"%s\" is missing or empty; expected a text: write it", field);
        }
        if (WholeText.firstBad(given).isPresent()) {
            throw refused(
                    "benchmark.no-text",
                    "field \"%s\" holds half of a character, which is no text; copy the file again",
                    field);
        }
        return given.strip();
    }

    /** Options by letter; those without a text are none, and those of one character are some. */
    Map<String, String> options(Map<String, String> given) {
        Map<String, String> options = new LinkedHashMap<>();
        given.forEach((letter, text) -> {
            if (!letter.matches("[A-Z]")) {
                throw refused(
                        "benchmark.option-name",
                        "option \"%s\": expected one of the letters A to Z as its name",
                        letter);
            }
            if (!text.isBlank()) {
                options.put(letter, text("option " + letter, text));
            }
        });
        if (options.size() < 2) {
            throw refused(
                    "benchmark.few-options",
                    "%s options have a text; expected at least two: complete the row",
                    options.size());
        }
        return options;
    }

    /**
     * A key of letters, in any order.
     *
     * @throws BadInput where it is absent, is no letters, or names an option that is not there
     */
    TreeSet<String> key(String field, @Nullable String given, Set<String> options) {
        if (given == null || given.isBlank()) {
            throw unkeyed(field);
        }
        String letters = given.strip();
        List<String> each = new ArrayList<>();
        letters.codePoints().forEach(letter -> each.add(Character.toString(letter)));
        if (!options.containsAll(each)) {
            throw refused(
                    "benchmark.key-outside",
                    "field \"%s\" is \"%s\", and the options are %s; expected letters of options: mend the key, or the"
                            + " options",
                    field,
                    letters,
                    String.join(", ", options));
        }
        return new TreeSet<>(each);
    }

    /** The same for a question with one right option. */
    TreeSet<String> oneKey(String field, @Nullable String given, Set<String> options) {
        TreeSet<String> key = key(field, given, options);
        if (key.size() > 1) {
            throw refused(
                    "benchmark.keys",
                    "field \"%s\" is \"%s\"; expected one letter, because this question has one right option",
                    field,
                    String.join("", key));
        }
        return key;
    }

    NoKey unkeyed(String field) {
        return new NoKey(refused(
                "benchmark.no-key",
                "field \"%s\" is missing or empty, so nothing can be compared with this question's answer; write the"
                        + " key, score a part of the benchmark whose keys are published, or choose to leave out questions"
                        + " without one (--leave-out-unkeyed)",
                field));
    }

    /** A question without a key, which a person may choose to leave out. */
    static final class NoKey extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient BadInput refusal;

        private NoKey(BadInput refusal) {
            super(refusal);
            this.refusal = refusal;
        }

        BadInput refusal() {
            return refusal;
        }
    }
}
