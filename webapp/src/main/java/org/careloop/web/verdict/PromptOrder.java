package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.Message;
import org.careloop.run.Sha256;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;

/**
 * The prompts of a verdict in an order that was drawn before the first vote. Where the study hands out its comparisons at
 * random, that is the order in which they are handed out; else a hash of the study's and the comparison's id draws it, and the
 * test then counts few prompts until most are complete.
 */
public final class PromptOrder {
    private final Map<List<Message>, Integer> numbers = new HashMap<>();
    private final List<List<JudgedPair>> prompts;
    private final Source source;

    /** Who drew the order. */
    public enum Source {
        HANDED_OUT,
        HASH
    }

    private PromptOrder(List<List<JudgedPair>> prompts, Source source) {
        this.prompts = prompts;
        this.source = source;
        for (int i = 0; i < prompts.size(); i++) {
            numbers.put(prompts.get(i).getFirst().prompt(), i);
        }
    }

    static PromptOrder of(Study study, List<JudgedPair> pairs) {
        Source source = study.design().order() == StudyDesign.Order.RANDOM ? Source.HANDED_OUT : Source.HASH;
        Map<List<Message>, List<JudgedPair>> byPrompt = new LinkedHashMap<>();
        pairs.stream()
                .sorted(Comparator.comparingLong(JudgedPair::position))
                .forEach(pair -> byPrompt.computeIfAbsent(pair.prompt(), prompt -> new ArrayList<>())
                        .add(pair));
        List<List<JudgedPair>> prompts = new ArrayList<>(byPrompt.values());
        if (source == Source.HASH) {
            prompts.sort(Comparator.comparing(prompt -> drawn(study, prompt)));
        }
        return new PromptOrder(prompts, source);
    }

    /** By the smallest id, so that it does not depend on which of a prompt's comparisons comes first. */
    private static String drawn(Study study, List<JudgedPair> prompt) {
        String id = prompt.stream()
                .map(pair -> pair.comparison().id())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return Sha256.of(study.id() + "\n" + id);
    }

    Source source() {
        return source;
    }

    int size() {
        return prompts.size();
    }

    int number(JudgedPair pair) {
        return Objects.requireNonNull(numbers.get(pair.prompt()));
    }

    /** How many prompts from the first on have all their votes. */
    int prefix() {
        int length = 0;
        while (length < prompts.size() && isComplete(prompts.get(length))) {
            length++;
        }
        return length;
    }

    /** How many prompts have all their votes. */
    int complete() {
        return (int) prompts.stream().filter(PromptOrder::isComplete).count();
    }

    private static boolean isComplete(List<JudgedPair> prompt) {
        return prompt.stream().allMatch(pair -> pair.open() == 0);
    }
}
