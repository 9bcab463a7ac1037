package org.careloop.web.verdict;

import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * What a verdict is asked about, and how strict it is.
 *
 * @param candidate the new model, by its name; where nobody says, the checkpoint registered last, else the last by name
 * @param rival the model that it is compared with; the one with the most votes against it where nobody says
 * @param alpha how likely a model that is not better may be called so, and each bound may be wrong; above 0, at most .2
 * @param margin how much more often, of the prompts, the new model may be unsafe; above 0, at most 1
 * @param seed of the resamples and simulations: the same votes and seed give the same report
 */
public record VerdictTerms(Optional<String> candidate, Optional<String> rival, double alpha, double margin, long seed) {
    public static final double USUAL_ALPHA = .05;
    public static final double USUAL_MARGIN = .05;
    public static final long USUAL_SEED = 1;
    private static final double HIGHEST_ALPHA = .2;

    public VerdictTerms {
        check(alpha, margin);
    }

    /** @throws BadInput when a level or a margin is out of its range */
    public static void check(double alpha, double margin) {
        if (!(alpha > 0 && alpha <= HIGHEST_ALPHA)) {
            throw BadInput.field("alpha", alpha, Phrase.range(0, HIGHEST_ALPHA));
        }
        if (!(margin > 0 && margin <= 1)) {
            throw BadInput.field("margin", margin, Phrase.range(0, 1));
        }
    }
}
