package org.careloop.run.judging;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pair: a line of {@code judged.jsonl}.
 *
 * @param language of the question, {@code en} or {@code zh}
 * @param shown {@linkplain #shown fingerprint} of the prompt and both answers
 * @param newFirst what the judge said with the new model's answer first; null where it was not read, or both texts are the same
 * @param rivalFirst the same with the rival's answer first
 * @param outcome null where one of the two was not read
 * @param people what most people said; null where nobody did
 * @param votes of people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PairOutcome(
        String id,
        String language,
        String shown,
        @Nullable Preference newFirst,
        @Nullable Preference rivalFirst,
        @Nullable Outcome outcome,
        @Nullable Outcome people,
        int votes) {

    public PairOutcome {
        required("id", id);
        required("language", language);
        if (shown == null) {
            throw new BadValue(Phrase.of(
                    "judging.shown",
                    "field \"shown\" is missing; expected the fingerprint of what the judge was shown: give the same"
                            + " command as before once more, which asks nothing again and writes it"));
        }
        Outcome follows = newFirst == null || rivalFirst == null ? null : Outcome.of(newFirst, rivalFirst);
        if (outcome != follows && !isUnasked(newFirst, rivalFirst, outcome)) {
            throw new BadValue(Phrase.filled(
                    "judging.outcome",
                    "field \"outcome\": given %s, but %s follows from newFirst and rivalFirst; take the file as the"
                            + " command judge wrote it",
                    label(outcome),
                    label(follows)));
        }
    }

    private static boolean isUnasked(
            @Nullable Preference newFirst, @Nullable Preference rivalFirst, @Nullable Outcome outcome) {
        return newFirst == null && rivalFirst == null && outcome == Outcome.TIE;
    }

    /** Whether both answers are the same text, so that the judge was not asked. */
    @JsonIgnore
    public boolean isIdentical() {
        return isUnasked(newFirst, rivalFirst, outcome);
    }

    /** @throws BadValue where it is absent or blank */
    static void required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new BadValue(missing(field));
        }
    }

    static Phrase missing(String field) {
        return Phrase.filled(
                "judging.field",
                "field \"%s\" is missing or empty; take the file as the command judge wrote it",
                field);
    }

    private static String label(@Nullable Outcome outcome) {
        return outcome == null ? "–" : outcome.label();
    }

    /**
     * A pair of which the judge said something in both orders, in one, in none.
     *
     * @param identical whether both answers are the same text, so that the judge was not asked
     */
    public static PairOutcome of(
            String id,
            String language,
            String shown,
            @Nullable Preference newFirst,
            @Nullable Preference rivalFirst,
            boolean identical) {
        Outcome outcome = newFirst == null || rivalFirst == null ? null : Outcome.of(newFirst, rivalFirst);
        return new PairOutcome(id, language, shown, newFirst, rivalFirst, identical ? Outcome.TIE : outcome, null, 0);
    }

    /** The same beside what people said, each of them once. */
    public PairOutcome beside(List<Outcome> said) {
        return new PairOutcome(
                id,
                language,
                shown,
                newFirst,
                rivalFirst,
                outcome,
                said.isEmpty() ? null : Outcome.mostOf(said),
                said.size());
    }

    /** The same from the side of the rival: what it says of places stays, and the orders change their names. */
    public PairOutcome ofRival() {
        return of(id, language, shown, rivalFirst, newFirst, isIdentical());
    }

    /** One value for what the judge is shown of a pair, in whichever order. */
    public static String shown(List<Message> prompt, String ofNew, String ofRival) {
        return Sha256.of(Json.MAPPER.writeValueAsString(Map.of("prompt", prompt, "new", ofNew, "rival", ofRival)));
    }
}
