package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** Who preferred the chosen response of a pair, and how clearly: {@code annotator} with {@code strength}. */
final class NamedVote {
    private NamedVote() {}

    /** The pair with the vote that its row names; the pair as it is where the row names nobody. */
    static ImportedRow on(ImportedRow pair, Row row) {
        if (!row.has("annotator")) {
            return pair;
        }
        String annotator =
                row.find("annotator").filter(JsonNode::isIntegralNumber).isPresent()
                        ? row.required("annotator").asString()
                        : row.text("annotator");
        return pair.withVotes(List.of(new Vote(annotator, Verdict.A, strength(row), 1.0)));
    }

    static Strength strength(Row row) {
        return row.find("strength").map(NamedVote::strength).orElse(Strength.SLIGHTLY);
    }

    private static Strength strength(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new BadRow(
                    "strength.number", "field \"strength\" is %s; expected 1, 2 or 3", Messages.shorten(value));
        }
        return Strength.of(value.intValue());
    }
}
