package org.careloop.web.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.web.judge.JudgeResult;

/**
 * Everything that a verdict is computed from.
 *
 * @param pairs pairs of answers whose models are known and differ, judged or not
 * @param registered names of the installation's checkpoints, the newest first
 * @param judgements how many votes count in the whole study
 * @param sha256 of the study's exported {@code comparisons.jsonl}
 * @param leftOut what is not counted, by reason
 * @param scripts accounts that are no people: a script gave their votes
 * @param judges what models said of the study's pairs; none of it is a vote
 */
record VerdictData(
        List<JudgedPair> pairs,
        List<String> registered,
        long judgements,
        String sha256,
        Map<String, Long> leftOut,
        Set<String> scripts,
        List<JudgeResult> judges) {

    /** Every model that wrote an answer of a pair, by name. */
    SortedSet<String> models() {
        SortedSet<String> models = new TreeSet<>();
        pairs.forEach(pair -> {
            models.add(pair.model(0));
            models.add(pair.model(1));
        });
        return models;
    }

    /** The new model: as asked for; else the checkpoint that was registered last; else the last by name. */
    String candidate(VerdictTerms terms) {
        SortedSet<String> models = models();
        return known(terms.candidate()
                .orElseGet(() ->
                        registered.stream().filter(models::contains).findFirst().orElseGet(models::last)));
    }

    /** The model with the most votes against the candidate, the first by name of several; or the one that was asked for. */
    String rival(VerdictTerms terms, String candidate) {
        String rival = terms.rival().isPresent()
                ? known(terms.rival().get())
                : models().stream()
                        .filter(model -> !model.equals(candidate))
                        .reduce((one, other) -> votes(candidate, other) > votes(candidate, one) ? other : one)
                        .orElseThrow();
        if (rival.equals(candidate)) {
            throw itself(rival, named());
        }
        return rival;
    }

    static BadInput itself(String model, String known) {
        return BadInput.coded(
                "verdict.itself",
                "both models are \"%s\"; expected two that differ, of: %s".formatted(model, known),
                model,
                known);
    }

    long votes(String one, String other) {
        return pairs.stream()
                .filter(pair -> pair.isOf(one, other))
                .mapToLong(pair -> pair.comparison().votes().size())
                .sum();
    }

    private String known(String model) {
        if (!models().contains(model)) {
            throw BadInput.coded(
                    "verdict.unknown-model",
                    "model \"%s\" wrote no answer of this study; expected one of: %s".formatted(model, named()),
                    model,
                    named());
        }
        return model;
    }

    private String named() {
        return String.join(", ", models());
    }
}
