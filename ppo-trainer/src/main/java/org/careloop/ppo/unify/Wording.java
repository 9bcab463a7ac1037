package org.careloop.ppo.unify;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.Message;

/**
 * The words in which a question and an answer are asked for in a language, our own; {@code wording-LANGUAGE.json}.
 *
 * @param version goes up when a word changes
 * @param question with the blanks <code>{text}</code> and <code>{limit}</code>
 * @param answer with the blanks <code>{question}</code> and <code>{text}</code>
 * @param leaks words by which somebody notices that there is a text
 * @param labels that some models write before what they were asked for
 */
record Wording(int version, String language, String question, String answer, List<String> leaks, List<String> labels) {
    static final Wording CHINESE = read("zh");
    static final Wording ENGLISH = read("en");

    /** Of both languages, since some models answer in the other one. A word of letters counts as a whole word. */
    private static final Pattern LEAKS = Pattern.compile(
            Stream.of(CHINESE, ENGLISH)
                    .flatMap(wording -> wording.leaks().stream())
                    .map(Wording::asPattern)
                    .collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);

    private static Wording read(String language) {
        String name = "wording-%s.json".formatted(language);
        try (InputStream in = Objects.requireNonNull(Wording.class.getResourceAsStream(name), name)) {
            return Json.MAPPER.readValue(in, Wording.class);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String asPattern(String word) {
        String quoted = Pattern.quote(word);
        return word.codePointAt(0) < 128 ? "(?<![\\p{L}])%s(?![\\p{L}])".formatted(quoted) : quoted;
    }

    static Wording of(String language) {
        return language.equals("zh") ? CHINESE : ENGLISH;
    }

    static boolean leaks(String written) {
        return LEAKS.matcher(written).find();
    }

    List<Message> askQuestion(String text, int limit) {
        return List.of(Message.user(
                question.replace("{limit}", Integer.toString(limit)).replace("{text}", text)));
    }

    /** The question goes in first, because a text may hold what looks like a blank. */
    List<Message> askAnswer(String asked, String text) {
        int at = answer.indexOf("{text}");
        return List.of(Message.user(answer.substring(0, at).replace("{question}", asked)
                + text
                + answer.substring(at + "{text}".length())));
    }

    /** Without the labels that stand before it, and blanks. */
    String withoutLabel(String written) {
        String text = written.strip();
        for (String label : labels) {
            if (text.regionMatches(true, 0, label, 0, label.length())) {
                return text.substring(label.length()).strip();
            }
        }
        return text;
    }
}
