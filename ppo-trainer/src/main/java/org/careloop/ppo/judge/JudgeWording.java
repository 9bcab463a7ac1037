package org.careloop.ppo.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.judging.Preference;

/**
 * The words in which a judge is asked in a language, our own; {@code wording-LANGUAGE.json}. The points to judge by are those that
 * HuatuoGPT-II names.
 *
 * @param version goes up when a word changes
 * @param ask with the blanks <code>{conversation}</code>, <code>{first}</code> and <code>{second}</code>
 * @param roles what stands before what each role says in a conversation
 * @param verdict what stands before the verdict, in the last line
 * @param equal the verdict that neither is better
 */
record JudgeWording(
        int version, String language, String ask, Map<Message.Role, String> roles, String verdict, String equal) {
    static final JudgeWording CHINESE = read("zh");
    static final JudgeWording ENGLISH = read("en");

    private static final Pattern BLANK = Pattern.compile("\\{(conversation|first|second)}");

    /** In either language, because some models answer in the other one. */
    private static final Pattern VERDICT = Pattern.compile(
            "(?:%s)\\s*[:：]\\s*(1|2|%s)(?![\\p{L}\\p{N}]|\\.\\p{N})"
                    .formatted(either(CHINESE.verdict, ENGLISH.verdict), either(CHINESE.equal, ENGLISH.equal)),
            Pattern.CASE_INSENSITIVE);

    /** What a model may write around a verdict to make it stand out. */
    private static final Pattern DECORATION = Pattern.compile("[*_`#\\[\\]]");

    private static String either(String one, String other) {
        return Stream.of(one, other).map(Pattern::quote).collect(Collectors.joining("|"));
    }

    private static JudgeWording read(String language) {
        String name = "wording-%s.json".formatted(language);
        try (InputStream in = Objects.requireNonNull(JudgeWording.class.getResourceAsStream(name), name)) {
            return Json.MAPPER.readValue(in, JudgeWording.class);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    static JudgeWording of(boolean chinese) {
        return chinese ? CHINESE : ENGLISH;
    }

    /** Once and together, so that an answer that writes of a blank stays as it is. */
    List<Message> ask(List<Message> conversation, String first, String second) {
        String turns = conversation.stream()
                .map(turn -> roles.get(turn.role()) + turn.content())
                .collect(Collectors.joining("\n"));
        Map<String, String> values = Map.of("conversation", turns, "first", first, "second", second);
        return List.of(Message.user(BLANK.matcher(ask)
                .replaceAll(blank -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(blank.group(1)))))));
    }

    /** The verdict of a reply; empty where there is none, or where it says more than one. */
    static Optional<Preference> verdict(String reply) {
        List<String> said = VERDICT.matcher(DECORATION.matcher(reply).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (said.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(
                switch (said.getFirst()) {
                    case "1" -> Preference.FIRST;
                    case "2" -> Preference.SECOND;
                    default -> Preference.EQUAL;
                });
    }
}
