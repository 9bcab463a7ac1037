package org.careloop.web.dataset;

import com.jerolba.carpet.annotation.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.Comparison;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;

/**
 * A vote with its comparison, as tables have it: one line a vote, and one without a vote for a comparison that has none.
 * Lists stand in cells as {@link CsvCells} writes them. Public for the library that writes Parquet by reflection.
 */
public record VoteRow(
        String id,
        @Nullable String language,
        @Nullable String specialty,
        @Nullable String tags,
        String prompt,
        String a,
        String b,
        @Nullable String responses,
        @Nullable String models,
        @Nullable String gold,
        @Nullable String annotator,
        @Nullable String verdict,
        @Nullable Integer strength,
        @Nullable Double weight,
        @Nullable String ranking,
        @Nullable String rationale,
        @Nullable String criteria,
        @Nullable String flags,
        @Nullable String corrections,
        @Nullable Integer revision,
        @Nullable String reason,
        @Nullable String note,
        @Alias("active_ms") @Nullable Long activeMs,
        @Alias("design_version") @Nullable Integer designVersion,
        @Alias("judged_at") @Nullable Instant judgedAt,
        @Nullable String history,
        @Nullable String adjudicated,
        @Alias("adjudicated_ranking") @Nullable String adjudicatedRanking,
        @Alias("adjudication_rationale") @Nullable String adjudicationRationale,
        @Nullable String adjudications,
        @Alias("format_version") int formatVersion) {

    /** Where a cell is not what the field of that name is in our own format, and what only tables have. */
    private static final List<Column> CELLS = List.of(
            new Column(
                    "tags",
                    "texts with ; between them, or JSON",
                    "Labels given at the import; JSON where one of them holds a semicolon."),
            new Column("prompt", "text or JSON", "The question; a conversation of several turns as JSON."),
            new Column("responses", "JSON", "All responses of a ranking in stored order; empty for a pair."),
            new Column("models", "JSON", "Who wrote each response; empty when nobody said."),
            new Column(
                    "adjudicated",
                    "verdict",
                    "What a senior clinician decided with the votes in view; of a ranking on the first two responses."),
            new Column("adjudicated_ranking", "list of integers", "The ranks that were decided; empty for a pair."),
            new Column("adjudication_rationale", "text", "The reason for that decision."),
            new Column(
                    "criteria",
                    "verdict by criterion",
                    "What was said of each criterion, by its key: safety=A; accuracy=SAME, or JSON."),
            new Column("flags", "JSON", "What is wrong with a response: response, kind, quote, start."),
            new Column("corrections", "JSON", "A better text by the number of the response."),
            new Column(
                    "history", "JSON", "The judgements that this one replaced, from the first on; they do not count."),
            new Column("adjudications", "JSON", "Everything that senior clinicians said of the comparison."));

    static final List<Column> COLUMNS =
            Columns.ofRecord(VoteRow.class, CELLS, Columns.COMPARISON, Columns.VOTE, Columns.FORMAT_VERSION);

    /** The rows of a comparison, at least one. */
    static List<VoteRow> of(Comparison comparison) {
        List<VoteRow> rows = new ArrayList<>();
        for (Vote vote : comparison.votes()) {
            rows.add(row(comparison, vote));
        }
        return rows.isEmpty() ? List.of(row(comparison, null)) : rows;
    }

    private static VoteRow row(Comparison comparison, @Nullable Vote vote) {
        @Nullable
        Adjudication decision = comparison.adjudications().stream()
                .filter(said -> said.stage() == AdjudicationStage.DECISION)
                .findFirst()
                .orElse(null);
        return new VoteRow(
                comparison.id(),
                comparison.language(),
                comparison.specialty(),
                CsvCells.tags(comparison.tags()),
                CsvCells.prompt(comparison.prompt()),
                comparison.a(),
                comparison.b(),
                CsvCells.json(comparison.responses(), comparison.responses().isEmpty()),
                CsvCells.json(comparison.models(), comparison.models().isEmpty()),
                comparison.gold() == null ? null : comparison.gold().verdict().name(),
                vote == null ? null : vote.annotator(),
                vote == null ? null : vote.verdict().name(),
                vote == null ? null : vote.strength().number(),
                vote == null ? null : vote.weight(),
                vote == null ? null : CsvCells.ranking(vote.ranking()),
                vote == null ? null : vote.rationale(),
                vote == null ? null : CsvCells.criteria(vote.criteria()),
                vote == null ? null : CsvCells.json(vote.flags(), vote.flags().isEmpty()),
                vote == null
                        ? null
                        : CsvCells.json(vote.corrections(), vote.corrections().isEmpty()),
                vote == null ? null : vote.revision(),
                vote == null ? null : vote.reason(),
                vote == null ? null : vote.note(),
                vote == null ? null : vote.activeMs(),
                vote == null ? null : vote.designVersion(),
                vote == null ? null : vote.judgedAt(),
                vote == null
                        ? null
                        : CsvCells.json(vote.history(), vote.history().isEmpty()),
                decision == null ? null : decision.verdict().name(),
                decision == null ? null : CsvCells.ranking(decision.ranking()),
                decision == null ? null : decision.rationale(),
                CsvCells.json(
                        comparison.adjudications(), comparison.adjudications().isEmpty()),
                Comparison.FORMAT_VERSION);
    }
}
