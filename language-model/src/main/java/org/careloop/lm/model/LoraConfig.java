package org.careloop.lm.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.careloop.lm.config.ConfigField;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * Which projections an adapter changes, and how strongly.
 *
 * @param rank width of the bottleneck
 * @param alpha the change is scaled by alpha / rank
 * @param dropout share of each projection's input that is left out in training
 * @param targets among {@link #PROJECTIONS}
 */
public record LoraConfig(int rank, double alpha, double dropout, Set<String> targets) {
    /** All projections of a layer, in the order of the forward pass. */
    public static final List<String> PROJECTIONS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraConfig {
        if (rank < 1) {
            throw ConfigField.refused("r", rank, ConfigField.POSITIVE);
        }
        if (!(alpha > 0)) {
            throw ConfigField.refused("lora_alpha", alpha, ConfigField.POSITIVE);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw ConfigField.refused(
                    "lora_dropout", dropout, Phrase.of("adapter.dropout", "a number from 0 to below 1"));
        }
        if (targets.isEmpty() || !PROJECTIONS.containsAll(targets)) {
            throw ConfigField.refused(
                    "target_modules", targets, Phrase.filled("adapter.targets", "some of %s", PROJECTIONS.toString()));
        }
        targets = Set.copyOf(targets);
    }

    /** All seven projections, alpha twice the rank, no dropout. */
    public static LoraConfig ofRank(int rank) {
        return new LoraConfig(rank, 2.0 * rank, 0, new LinkedHashSet<>(PROJECTIONS));
    }

    /**
     * The same for a model that has these projections only.
     *
     * @throws BadInput when it has none of the targets
     */
    LoraConfig among(Set<String> projections) {
        Set<String> present = new LinkedHashSet<>(targets);
        present.retainAll(projections);
        if (present.isEmpty()) {
            throw new BadInput(ConfigField.unfit(
                    "target_modules",
                    targets,
                    Phrase.filled(
                            "adapter.experts",
                            "some of %s, because the experts of this model get no adapter",
                            PROJECTIONS.stream()
                                    .filter(projections::contains)
                                    .toList()
                                    .toString())));
        }
        return new LoraConfig(rank, alpha, dropout, present);
    }

    public double scale() {
        return alpha / rank;
    }
}
