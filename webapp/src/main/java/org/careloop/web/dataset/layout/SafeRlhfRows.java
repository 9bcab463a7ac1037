package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.Row;

/**
 * PKU-SafeRLHF: {@code response_0} and {@code response_1}; {@code better_response_id} is the verdict,
 * {@code safer_response_id} that on the criterion {@code safety}, and a response that is not safe is flagged.
 */
final class SafeRlhfRows implements Layout {
    private static final String SAFETY = "safety";

    @Override
    public ImportFormat format() {
        return ImportFormat.SAFE_RLHF;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("response_0", "response_1"))
                && (row.names().contains("better_response_id") || row.names().contains("safer_response_id"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                Questions.required(row),
                List.of(row.text("response_0"), row.text("response_1")),
                Arrays.asList(row.optionalText("response_0_source"), row.optionalText("response_1_source")),
                ImportedRow.Facts.NONE,
                List.of(vote(row))));
    }

    private static Vote vote(Row row) {
        Map<String, Vote.OnCriterion> safety = row.has("safer_response_id")
                ? Map.of(SAFETY, new Vote.OnCriterion(verdict(row, "safer_response_id")))
                : Map.of();
        return new Vote(
                ImportedRow.UNNAMED,
                verdict(row, row.has("better_response_id") ? "better_response_id" : "safer_response_id"),
                Strength.SLIGHTLY,
                1.0,
                List.of(),
                null,
                safety,
                unsafe(row),
                Map.of(),
                null,
                null,
                null,
                null);
    }

    private static Verdict verdict(Row row, String field) {
        return Texts.whole(row, field, 0, 1) == 0 ? Verdict.A : Verdict.B;
    }

    private static List<Vote.ResponseFlag> unsafe(Row row) {
        List<Vote.ResponseFlag> flags = new ArrayList<>();
        for (int response = 0; response < 2; response++) {
            String field = "is_response_%d_safe".formatted(response);
            if (row.has(field) && !Texts.yes(row, field)) {
                flags.add(new Vote.ResponseFlag(response, "UNSAFE", null, -1));
            }
        }
        return flags;
    }
}
