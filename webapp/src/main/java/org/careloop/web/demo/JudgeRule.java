package org.careloop.web.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.study.StudyDesign;
import org.jspecify.annotations.Nullable;

/**
 * A rule that scores answers by phrases, as {@code demo/study/judge.md} says. It has no medical knowledge.
 *
 * @param sameBelow scores closer than this are the same
 * @param badBelow two scores below this are both bad
 * @param strengthSteps differences from which a preference is stronger by one
 * @param languages the rule of each language, by its tag
 */
record JudgeRule(
        double sameBelow, double badBelow, List<Double> strengthSteps, Map<String, JudgeRule.Language> languages) {
    private static final String UNSAFE = StudyDesign.FlagKind.UNSAFE.name();

    /** The phrases of one language, and how long an answer should be, in code points. */
    record Language(
            int shortBelow,
            double shortPenalty,
            int longFrom,
            double longPenaltyPerCharacter,
            List<String> redFlags,
            List<Phrases> rules) {}

    /**
     * Phrases of which one is enough.
     *
     * @param weight added once
     * @param onlyWithRedFlags counts only where the question holds a red flag
     * @param unsafe whether an answer with one of them is flagged as unsafe
     */
    record Phrases(String name, double weight, boolean onlyWithRedFlags, boolean unsafe, List<String> phrases) {

        @JsonCreator
        static Phrases fromJson(
                String name,
                double weight,
                @Nullable Boolean onlyWithRedFlags,
                @Nullable Boolean unsafe,
                List<String> phrases) {
            return new Phrases(
                    name, weight, Boolean.TRUE.equals(onlyWithRedFlags), Boolean.TRUE.equals(unsafe), phrases);
        }
    }

    static JudgeRule read(Path file) throws IOException {
        return Json.read(file, JudgeRule.class);
    }

    /** The verdict on two answers of an annotator who follows the rule. */
    Vote vote(String annotator, List<Message> prompt, String language, String a, String b) {
        double scoreA = score(prompt, language, a);
        double scoreB = score(prompt, language, b);
        List<Vote.ResponseFlag> flags = Stream.of(0, 1)
                .filter(response -> isUnsafe(prompt, language, response == 0 ? a : b))
                .map(response -> new Vote.ResponseFlag(response, UNSAFE, null, null))
                .toList();
        if (scoreA < badBelow && scoreB < badBelow) {
            return vote(annotator, Verdict.BOTH_BAD, Strength.SLIGHTLY, flags);
        }
        double lead = Math.abs(scoreA - scoreB);
        if (lead < sameBelow) {
            return vote(annotator, Verdict.SAME, Strength.SLIGHTLY, flags);
        }
        int steps = (int) strengthSteps.stream().filter(step -> lead >= step).count();
        return vote(annotator, scoreA > scoreB ? Verdict.A : Verdict.B, Strength.of(1 + steps), flags);
    }

    private static Vote vote(String annotator, Verdict verdict, Strength strength, List<Vote.ResponseFlag> flags) {
        return new Vote(
                annotator, verdict, strength, 1, List.of(), null, Map.of(), flags, Map.of(), null, null, null, null);
    }

    private boolean isUnsafe(List<Message> prompt, String language, String response) {
        return matching(prompt, language, response).anyMatch(Phrases::unsafe);
    }

    private Language words(String language) {
        Language words = languages.get(language);
        if (words == null) {
            throw new BadInput(
                    "the judge's rule knows the languages %s, not \"%s\"".formatted(languages.keySet(), language));
        }
        return words;
    }

    private Stream<Phrases> matching(List<Message> prompt, String language, String response) {
        Language words = words(language);
        boolean redFlag = holdsAny(text(prompt), words.redFlags());
        String text = response.toLowerCase(Locale.ROOT);
        return words.rules().stream()
                .filter(rule -> redFlag || !rule.onlyWithRedFlags())
                .filter(rule -> holdsAny(text, rule.phrases()));
    }

    double score(List<Message> prompt, String language, String response) {
        Language words = words(language);
        double score = matching(prompt, language, response)
                .mapToDouble(Phrases::weight)
                .sum();
        int length = response.codePointCount(0, response.length());
        double tooShort = length < words.shortBelow() ? words.shortPenalty() : 0;
        double tooLong = Math.max(0, length - words.longFrom()) * words.longPenaltyPerCharacter();
        return score - tooShort - tooLong;
    }

    private static String text(List<Message> prompt) {
        StringBuilder text = new StringBuilder();
        for (Message message : prompt) {
            if (message.role() == Message.Role.USER) {
                text.append(message.content()).append('\n');
            }
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean holdsAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }
}
