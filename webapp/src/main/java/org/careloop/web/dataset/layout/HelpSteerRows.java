package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/**
 * HelpSteer3's preferences: {@code context}, {@code response1}, {@code response2}, and from -3 (the first is much better) to
 * 3 (the second is) the {@code score} of each annotator in {@code individual_preference}, or {@code overall_preference} alone.
 */
final class HelpSteerRows implements Layout {
    private static final int MOST = 3;

    @Override
    public ImportFormat format() {
        return ImportFormat.HELPSTEER;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("response1", "response2", "overall_preference"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        List<Message> prompt = row.has("context")
                ? Questions.after(Questions.system(row), row.conversation("context"))
                : Questions.required(row);
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                prompt,
                List.of(row.text("response1"), row.text("response2")),
                List.of(),
                new ImportedRow.Facts(
                        Texts.language(row),
                        null,
                        Texts.first(row, "domain").map(List::of).orElse(List.of()),
                        null),
                votes(row)));
    }

    /** The overall preference is made of those of the annotators, so it is a vote only where theirs are not there. */
    private static List<Vote> votes(Row row) {
        int overall = row.has("overall_preference") ? Texts.whole(row, "overall_preference", -MOST, MOST) : 0;
        List<Vote> votes = new ArrayList<>();
        if (row.has("individual_preference")) {
            for (Row one : row.objects("individual_preference")) {
                votes.add(vote(
                        "annotator-" + (votes.size() + 1),
                        Texts.whole(one, "score", -MOST, MOST),
                        Texts.orNull(one, "reasoning")));
            }
        } else if (row.has("overall_preference")) {
            votes.add(vote(ImportedRow.UNNAMED, overall, null));
        }
        return votes;
    }

    private static Vote vote(String annotator, int score, @Nullable String reason) {
        return new Vote(
                        annotator,
                        score < 0 ? Verdict.A : score > 0 ? Verdict.B : Verdict.SAME,
                        score == 0 ? Strength.SLIGHTLY : Strength.of(Math.abs(score)),
                        1.0)
                .withRationale(reason);
    }
}
