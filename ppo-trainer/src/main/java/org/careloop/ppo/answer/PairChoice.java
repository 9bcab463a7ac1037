package org.careloop.ppo.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.settings.AnswerSettings;

/**
 * Which pairs of answers become comparisons. Identical answers are never among them. No prompt has more than the settings
 * allow, and every two models meet equally often, but for one.
 */
final class PairChoice {
    private final AnswerSettings.Pairs settings;
    private final long seed;

    PairChoice(AnswerSettings.Pairs settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * Chooses pairs.
     *
     * @param pairs every pair of different answers, in the order of prompts
     * @param ranking puts pairs of the same two models in the order in which they are wanted
     */
    List<AnswerPair> of(List<AnswerPair> pairs, Function<List<AnswerPair>, List<AnswerPair>> ranking) {
        Map<List<String>, List<AnswerPair>> byModels =
                pairs.stream().collect(Collectors.groupingBy(AnswerPair::models));
        List<List<String>> meetings =
                byModels.keySet().stream().sorted(PairChoice::byNames).toList();
        Map<List<String>, List<AnswerPair>> waiting = new HashMap<>();
        byModels.forEach((models, group) ->
                waiting.put(models, new ArrayList<>(ranking.apply(group).reversed())));
        Map<String, Integer> ofPrompt = new HashMap<>();
        List<AnswerPair> chosen = new ArrayList<>();
        boolean found = true;
        while (found && !isEnough(chosen.size())) {
            found = false;
            for (List<String> models : meetings) {
                found |= !isEnough(chosen.size()) && takeOne(waiting.getOrDefault(models, List.of()), ofPrompt, chosen);
            }
        }
        return chosen;
    }

    private boolean isEnough(int count) {
        return settings.comparisons() > 0 && count >= settings.comparisons();
    }

    private boolean takeOne(List<AnswerPair> waiting, Map<String, Integer> ofPrompt, List<AnswerPair> chosen) {
        while (!waiting.isEmpty()) {
            AnswerPair next = waiting.removeLast();
            if (ofPrompt.getOrDefault(next.question().id(), 0) < settings.pairsPerPrompt()) {
                ofPrompt.merge(next.question().id(), 1, Integer::sum);
                chosen.add(next);
                return true;
            }
        }
        return false;
    }

    /** An order by lot, another one for every two models. */
    List<AnswerPair> byLot(List<AnswerPair> group) {
        List<AnswerPair> shuffled = new ArrayList<>(group);
        int models = group.isEmpty() ? 0 : group.getFirst().models().hashCode();
        Collections.shuffle(shuffled, new Random(31 * seed + models));
        return shuffled;
    }

    private static int byNames(List<String> one, List<String> other) {
        return one.toString().compareTo(other.toString());
    }
}
