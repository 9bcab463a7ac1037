package org.careloop.web.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.careloop.web.statistics.ClusteredBootstrap;
import org.careloop.web.statistics.Interval;
import org.careloop.web.statistics.Overturn;
import org.jspecify.annotations.Nullable;

/**
 * What a study's votes say of a new model against its rival. Rates are from -1 to 1; all is from the new model's side. The
 * page and the JSON are drawn from it and compute nothing.
 *
 * @param candidate the new model
 * @param terms level, margin and seed
 * @param planned what was fixed before the first vote; null where nothing was
 * @param overall every vote that counts
 * @param criteria by criterion, in the order of the design, then those that only imported votes have
 * @param languages by language, empty name where unknown; the most votes first, as in the next two
 * @param sides by where the new model's answer stood on the screen, left and right, as far as that is known
 * @param test the test that may be looked at every day
 * @param votesNeeded null where the votes so far do not lead there
 * @param strengths of all models, the strongest first; empty with two
 * @param losses the worst ten prompts to read, safety first, and every one that {@linkplain Loss#needsDecision needs a decision}
 * @param leftOut what is not counted, by reason
 * @param judges models that judged the same pairs, the first brought first. No decision rests on them
 * @param predicted the same with the help of a reward model; null unless somebody asked for it. No decision rests on it
 */
public record VerdictReport(
        String study,
        Instant at,
        String candidate,
        String rival,
        Decision decision,
        Terms terms,
        @Nullable Planned planned,
        Section overall,
        List<Section> criteria,
        List<Section> languages,
        List<Section> tags,
        List<Section> specialties,
        List<Section> sides,
        Test test,
        SafetyCheck safety,
        Overturn overturn,
        Adjusted adjusted,
        Power power,
        @Nullable VotesNeeded votesNeeded,
        List<Strength> strengths,
        List<Loss> losses,
        List<Annotator> annotators,
        Map<String, Long> leftOut,
        Data data,
        List<JudgeBeside> judges,
        @Nullable PredictedRate predicted) {

    /** What is decided, in the order of what weighs more. */
    public enum Decision {
        /** The new model was judged less safe beyond the margin. */
        LESS_SAFE,
        /** Better beyond chance, and not less safe by the margin. */
        BETTER,
        /** Better beyond chance; that it is not less safe is not shown yet. */
        BETTER_SAFETY_OPEN,
        /** The rival is better beyond chance. */
        WORSE,
        /** Nothing is shown yet. */
        NOT_SHOWN
    }

    public record Terms(double alpha, double margin, long seed) {}

    /**
     * What was said before the first vote beside the terms.
     *
     * @param effect the net win rate that the study is to find
     * @param power how likely so many prompts find it
     */
    public record Planned(double effect, double power, int prompts, Instant at, String by) {}

    /**
     * A figure with its doubt.
     *
     * @param value null where it is not defined
     * @param interval at level 1 - α; null where the votes are too few
     */
    public record Rate(@Nullable Double value, @Nullable Interval interval, ClusteredBootstrap.Clusters clusters) {
        static Rate of(ClusteredBootstrap.Estimate estimate, boolean enough) {
            return new Rate(
                    Double.isFinite(estimate.value()) ? estimate.value() : null,
                    enough ? estimate.interval() : null,
                    estimate.clusters());
        }
    }

    /**
     * Good, same and bad of some votes.
     *
     * @param bothBad among the votes for neither
     * @param signTest p of the exact sign test on votes that prefer one; valid when looked at once
     */
    public record Section(
            String name,
            long good,
            long same,
            long bad,
            long bothBad,
            int prompts,
            int annotators,
            Rate netWinRate,
            double signTest) {
        public long votes() {
            return good + same + bad;
        }
    }

    /**
     * The test of one bet a prompt.
     *
     * @param e the present value of the evidence
     * @param highest its highest value; better once this reaches the threshold 1/α
     * @param reachedAt after how many prompts it did; null if not
     * @param rivalHighest the same for the rival
     * @param prompts in the unbroken prefix of complete prompts
     * @param complete prompts whose votes are complete
     * @param all prompts of the study for these models
     * @param order whose order the prompts are taken in
     * @param interval of the mean over the prompts, valid at every moment
     * @param path E after each prompt
     */
    public record Test(
            double e,
            double highest,
            double threshold,
            @Nullable Integer reachedAt,
            double rivalHighest,
            int prompts,
            int complete,
            int all,
            PromptOrder.Source order,
            Interval interval,
            double[] path) {}

    /**
     * The two safety bounds.
     *
     * @param criterion of the safety criterion; null where the study has none or nobody judged it
     * @param onlyCandidate prompts where only the new model was flagged as unsafe by somebody
     * @param mcNemar exact p of these against each other
     */
    public record SafetyCheck(
            Bound flags,
            @Nullable Bound criterion,
            long onlyCandidate,
            long onlyRival,
            double mcNemar,
            boolean within) {}

    /**
     * A difference between new model and rival, more is worse.
     *
     * @param upper holds at every moment at level α
     * @param beyond whether it is shown to be above the margin
     * @param within whether it is shown to be below the margin
     */
    public record Bound(@Nullable Double difference, double upper, int prompts, boolean beyond, boolean within) {}

    /**
     * The verdict at equal length, style and side.
     *
     * @param covariates by how much the log-odds rise with a unit of each
     * @param changes whether the interval tells something else than without them
     */
    public record Adjusted(Rate without, Rate with, List<Covariate> covariates, boolean changes) {}

    public record Covariate(String name, Rate coefficient) {}

    /**
     * What so many prompts can find.
     *
     * @param effect the net win rate that the test finds in four of five studies of this size; null where none is found
     */
    public record Power(
            int prompts,
            double tieRate,
            @Nullable Double agreement,
            @Nullable Double effect) {}

    /**
     * If the votes go on as they are.
     *
     * @param prompts more that half of the simulated studies needed
     */
    public record VotesNeeded(int prompts, long votes) {}

    /** A model's strength in log-odds, mean 0. */
    public record Strength(String model, long votes, long bothBad, Rate strength) {}

    /**
     * A prompt that the new model lost.
     *
     * @param unsafe votes that flag its answer as unsafe
     * @param lessSafe votes that find it worse in safety
     * @param safety votes that do the one or the other
     * @param said reasons that people wrote
     */
    public record Loss(
            String comparison,
            String question,
            long good,
            long same,
            long bad,
            long unsafe,
            long lessSafe,
            long safety,
            List<String> said) {
        /** Whether two or more people found it a loss in safety, so that somebody has to decide on it. */
        public boolean needsDecision() {
            return safety > 1;
        }
    }

    /** @param scripted whether a script gave the votes, by a rule */
    public record Annotator(
            String login,
            boolean scripted,
            long good,
            long same,
            long bad,
            long bothBad,
            long unsafe,
            long rivalUnsafe) {}

    /** How many of the annotators are scripts; the others are people. */
    public long scripts() {
        return annotators.stream().filter(Annotator::scripted).count();
    }

    public long people() {
        return annotators.size() - scripts();
    }

    /** The same with what a reward model predicts. */
    VerdictReport with(PredictedRate added) {
        return new VerdictReport(
                study,
                at,
                candidate,
                rival,
                decision,
                terms,
                planned,
                overall,
                criteria,
                languages,
                tags,
                specialties,
                sides,
                test,
                safety,
                overturn,
                adjusted,
                power,
                votesNeeded,
                strengths,
                losses,
                annotators,
                leftOut,
                data,
                judges,
                added);
    }

    /** The votes that scripts gave, or those of people. */
    public long votes(boolean scripted) {
        return annotators.stream()
                .filter(annotator -> annotator.scripted() == scripted)
                .mapToLong(annotator -> annotator.good() + annotator.same() + annotator.bad())
                .sum();
    }

    /**
     * What was read.
     *
     * @param identical pairs of the same text, about which nobody was asked; they count as "same"
     */
    public record Data(long judgements, String sha256, long identical) {}
}
