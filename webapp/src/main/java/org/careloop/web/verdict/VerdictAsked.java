package org.careloop.web.verdict;

import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a verdict. What is null is as the study's plan says, or as usual where it has none.
 *
 * @param model the new model
 * @param rival the model that it is compared with
 * @param alpha the level
 * @param margin by how much the new model may be less safe
 * @param seed of the resamples
 */
public record VerdictAsked(
        @Nullable String model,
        @Nullable String rival,
        @Nullable Double alpha,
        @Nullable Double margin,
        @Nullable Long seed) {
    /** As planned, or as usual. */
    public static final VerdictAsked NOTHING = new VerdictAsked(null, null, null, null, null);

    /** Of two models, the rest as planned or as usual. */
    public static VerdictAsked of(@Nullable String model, @Nullable String rival) {
        return new VerdictAsked(model, rival, null, null, null);
    }

    /**
     * The terms of a study.
     *
     * @throws BadInput where something else is asked than was fixed before the first vote
     */
    VerdictTerms terms(Optional<VerdictPlan> plan) {
        if (plan.isEmpty()) {
            return new VerdictTerms(
                    Optional.ofNullable(model),
                    Optional.ofNullable(rival),
                    Objects.requireNonNullElse(alpha, VerdictTerms.USUAL_ALPHA),
                    Objects.requireNonNullElse(margin, VerdictTerms.USUAL_MARGIN),
                    Objects.requireNonNullElse(seed, VerdictTerms.USUAL_SEED));
        }
        VerdictTerms planned = plan.get().terms();
        asPlanned("model", model, planned.candidate().orElseThrow());
        asPlanned("rival", rival, planned.rival().orElseThrow());
        asPlanned("alpha", alpha, planned.alpha());
        asPlanned("margin", margin, planned.margin());
        asPlanned("seed", seed, planned.seed());
        return planned;
    }

    private static void asPlanned(String name, @Nullable Object asked, Object planned) {
        if (asked != null && !asked.equals(planned)) {
            throw BadInput.coded(
                    "verdict.planned",
                    "%s: asked for %s, but %s was fixed before the first vote; leave it out"
                            .formatted(name, asked, planned),
                    name,
                    asked.toString(),
                    planned.toString());
        }
    }
}
