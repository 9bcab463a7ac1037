package org.careloop.reward.likelihood;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.settings.LikelihoodSettings;

/**
 * Negative log-likelihood of every vote under the scores of two responses, ties included. A reward model gives the scores, or
 * in direct preference optimisation a policy implies them.
 *
 * @param ties how ties follow from a difference of scores
 * @param smoothing the chance that a decisive vote was given to the wrong response; the loss is the mean over both
 *     (Mitchell 2023, "A note on DPO with noisy preferences & relationship to IPO")
 * @param centring weight of a penalty on (score of A + score of B)², which keeps scores near 0 (Eisenstein et al. 2023,
 *     "Helping or Herding?"); 0 for none
 */
public record PreferenceLoss(TieModel ties, double smoothing, double centring) {

    public static PreferenceLoss of(TieModel ties, LikelihoodSettings settings) {
        return new PreferenceLoss(ties, settings.labelSmoothing(), settings.centring());
    }

    /**
     * The sum over votes, each times its weight; dividing by the weight of all votes of an optimiser step, not of this
     * batch, makes accumulated gradients those of the whole step.
     *
     * @param scores [responses], F32 or F64, any device
     * @param parameter the tie model's, of rank 0, like the scores
     * @return rank 0
     */
    public Tensor sum(Tensor scores, Tensor parameter, VoteBatch votes) {
        List<Tensor> terms = new ArrayList<>();
        if (!votes.decisive().isEmpty()) {
            terms.add(decisive(scores, parameter, votes));
        }
        if (!votes.ties().isEmpty()) {
            terms.add(tied(scores, parameter, votes));
        }
        return terms.stream()
                .reduce(Tensor::add)
                .orElseThrow(() -> new IllegalArgumentException("a batch without votes has no likelihood"));
    }

    private Tensor decisive(Tensor scores, Tensor parameter, VoteBatch votes) {
        Tensor winners = pick(scores, votes.winners()); // [votes]
        Tensor losers = pick(scores, votes.losers());
        Tensor lead = winners.sub(losers);
        Tensor margins = like(scores, votes.margins());
        Tensor likelihood = ties.logWin(lead.sub(margins), parameter);
        if (smoothing > 0) {
            Tensor theOther = ties.logWin(lead.neg().sub(margins), parameter);
            likelihood = likelihood.mul(1 - smoothing).add(theOther.mul(smoothing));
        }
        Tensor loss = likelihood.neg().add(offCentre(winners, losers));
        return loss.mul(like(scores, votes.decisiveWeights())).sum();
    }

    private Tensor tied(Tensor scores, Tensor parameter, VoteBatch votes) {
        Tensor first = pick(scores, votes.tiedFirst()); // [votes]
        Tensor second = pick(scores, votes.tiedSecond());
        Tensor loss = ties.logTie(first.sub(second), parameter).neg().add(offCentre(first, second));
        return loss.mul(like(scores, votes.tieWeights())).sum();
    }

    private Tensor offCentre(Tensor a, Tensor b) {
        return a.add(b).square().mul(centring);
    }

    private static Tensor pick(Tensor scores, Tensor indices) {
        return scores.indexSelect(0, indices.to(scores.device()));
    }

    private static Tensor like(Tensor scores, Tensor values) {
        return values.to(scores.dtype()).to(scores.device());
    }
}
