package org.careloop.run.preference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.Message;

/**
 * Training and evaluation with no prompt in both. Which prompts are held out depends on their texts and the seed alone,
 * not on the order of the file.
 */
public record PromptSplit(PreferenceData training, PreferenceData evaluation) {

    /**
     * Holds out a share of the prompts, at least one of two or more; none when {@code share} is 0. Where two prompts have a
     * vote that prefers a response, each half has one: from ties alone nothing is learnt, and no accuracy is told.
     *
     * @param share of the prompts, 0 up to but not including 1
     */
    public static PromptSplit of(PreferenceData data, double share, long seed) {
        Map<List<Message>, PromptGroup> groups =
                data.groups().stream().collect(Collectors.toMap(PromptGroup::prompt, Function.identity()));
        List<PromptGroup> order = HeldOutPrompts.inOrder(groups.keySet(), seed).stream()
                .map(prompt -> Objects.requireNonNull(groups.get(prompt)))
                .collect(Collectors.toCollection(ArrayList::new));
        int wanted = HeldOutPrompts.count(order.size(), share);
        List<PromptGroup> first = order.subList(0, wanted);
        List<PromptGroup> rest = order.subList(wanted, order.size());
        if (!first.isEmpty()) {
            giveOneThatPrefers(rest, first);
            giveOneThatPrefers(first, rest);
        }
        Set<PromptGroup> heldOut = Set.copyOf(first);
        List<PromptGroup> training =
                data.groups().stream().filter(group -> !heldOut.contains(group)).toList();
        List<PromptGroup> evaluation =
                data.groups().stream().filter(heldOut::contains).toList();
        return new PromptSplit(new PreferenceData(training, data.excluded()), new PreferenceData(evaluation, Map.of()));
    }

    /** Exchanges a prompt of each half where one has no vote that prefers a response and the other has several such prompts. */
    private static void giveOneThatPrefers(List<PromptGroup> from, List<PromptGroup> to) {
        List<PromptGroup> several = from.stream().filter(PromptGroup::prefers).toList();
        if (to.stream().noneMatch(PromptGroup::prefers) && several.size() > 1) {
            PromptGroup given = several.getFirst();
            from.set(from.indexOf(given), to.getLast());
            to.set(to.size() - 1, given);
        }
    }

    /** A split with a given evaluation set, whose prompts are removed from training and counted. */
    public static PromptSplit given(PreferenceData training, PreferenceData evaluation) {
        Set<List<Message>> evaluated = new HashSet<>();
        evaluation.groups().forEach(group -> evaluated.add(group.prompt()));
        return new PromptSplit(
                training.keep(
                        group -> !evaluated.contains(group.prompt()),
                        "comparisons whose prompt is also in the evaluation file"),
                evaluation);
    }

    /** Comparisons of both halves. */
    public long pairs() {
        return training.pairs().count() + evaluation.pairs().count();
    }

    /** Votes of both halves. */
    public long votes() {
        return training.votes().count() + evaluation.votes().count();
    }
}
