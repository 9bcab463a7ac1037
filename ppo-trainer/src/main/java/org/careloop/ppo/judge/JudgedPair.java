package org.careloop.ppo.judge;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pair: a line of {@code judged.jsonl}.
 *
 * @param language of the question, {@code en} or {@code zh}
 * @param newFirst what the judge said with the new model's answer first; null where it was not read, or both texts are the same
 * @param rivalFirst the same with the rival's answer first
 * @param outcome null where one of the two was not read
 * @param people what most people said; null where nobody did
 * @param votes of people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JudgedPair(
        String id,
        String language,
        @Nullable Preference newFirst,
        @Nullable Preference rivalFirst,
        @Nullable Outcome outcome,
        @Nullable Outcome people,
        int votes) {

    static JudgedPair of(ModelPair pair, @Nullable JudgeCall newFirst, @Nullable JudgeCall rivalFirst) {
        Preference one = newFirst == null ? null : newFirst.preferred();
        Preference other = rivalFirst == null ? null : rivalFirst.preferred();
        Outcome outcome = one == null || other == null ? null : Outcome.of(one, other);
        return new JudgedPair(
                pair.id(),
                pair.isChinese() ? "zh" : "en",
                one,
                other,
                pair.isIdentical() ? Outcome.TIE : outcome,
                pair.people().isEmpty() ? null : Outcome.mostOf(pair.people()),
                pair.people().size());
    }
}
