package org.careloop.run.judging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.rating.agreement.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of the new model, {@code report.json}. It names the judge, and holds it apart from people everywhere.
 *
 * @param kind {@code model}: a model judged, and no person
 * @param asked judge, models, words and settings
 * @param rules version of the rules by which two orders become an outcome
 * @param pairs between the two models
 * @param identical pairs of the same text, which are ties and were not shown to the judge
 * @param failed pairs of which an order was never answered with a verdict; they are in no count
 * @param others comparisons of the file between other models
 * @param all every pair together
 * @param languages the same by language of the question
 * @param orders what the order of the answers did
 * @param people the clinicians' side, and how far the judge agrees with it; absent where no vote is in the file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JudgeReport(
        String kind,
        JudgeAsked asked,
        int rules,
        int pairs,
        int identical,
        int failed,
        int others,
        Tally all,
        Map<String, Tally> languages,
        Orders orders,
        @Nullable People people) {
    /** For {@link #kind}. */
    public static final String MODEL = "model";

    public JudgeReport {
        if (!MODEL.equals(kind)) {
            throw new BadValue(Phrase.filled(
                    "judging.kind",
                    "field \"kind\": given %s, expected %s; give the report.json of the command judge",
                    kind == null ? "–" : kind,
                    MODEL));
        }
        if (rules != Outcome.RULES) {
            throw new BadValue(Phrase.filled(
                    "judging.rules",
                    "field \"rules\": given %s, expected %s, the rules by which two orders are counted here; give the"
                            + " same command as before once more, which asks nothing again",
                    rules,
                    Outcome.RULES));
        }
        present("asked", asked);
        present("all", all);
        present("languages", languages);
        present("orders", orders);
    }

    private static void present(String field, @Nullable Object value) {
        if (value == null) {
            throw new BadValue(PairOutcome.missing(field));
        }
    }

    /** A count, and its share with Wilson's 95 % interval at the effective number of pairs; pairs of one prompt count as one draw. */
    public record Share(int count, double share, double low, double high) {}

    /**
     * Outcomes.
     *
     * @param net share of wins less share of fails, with a 95 % interval of resampled prompts
     */
    public record Tally(int n, Share win, Share tie, Share fail, Estimate net) {}

    /**
     * Pairs that the judge was asked about in both orders, without those of the same text.
     *
     * @param consistent both orders say the same
     * @param leaning one order says that they are equal, the other does not
     * @param contradictory the judge prefers another answer when the order changes; counted as a tie
     * @param first calls in which the answer that stood first was preferred
     * @param second calls in which that which stood second was
     * @param equal calls in which neither was
     */
    public record Orders(int consistent, int leaning, int contradictory, int first, int second, int equal) {}

    /**
     * Pairs on which people voted and the judge has an outcome.
     *
     * @param votes of people
     * @param tally what most of them said of each pair
     * @param judge the judge's outcomes of the very same pairs
     * @param equal pairs on which both say the same
     * @param kappa Cohen's, of the judge against most people, with a 95 % interval of resampled prompts
     * @param table the judge's outcome, then that of the people, such as {@code win/tie}: so many pairs
     */
    public record People(
            int n, int votes, Tally tally, Tally judge, Share equal, Estimate kappa, Map<String, Integer> table) {}
}
