package org.careloop.web.dataset.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.RowSink;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.dataset.layout.Layouts;
import org.careloop.web.judgement.PlacedVote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;

/** Writes the rows of an import in batches. Holds at most one batch of rows and the ids seen so far. */
final class ImportBatches {
    private static final int BATCH = 500;
    /** Texts may be long: what is held is bounded by them as well as by the number of rows. */
    private static final long BATCH_LENGTH = 8_000_000;
    /**
     * Number of batches after which the planner's statistics are refreshed; earlier the tables are too small for a bad
     * plan to matter.
     */
    private static final int TOLD_AFTER = 4;

    private final Study study;
    private final int overlap;
    private final ComparisonRepository comparisons;
    private final ImportedVotes imported;
    private final long seed;
    private final Instant now;
    private final ImportIds ids;
    private final Map<String, PersonId> annotators = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long pendingLength;
    private int written;
    private long nextPosition;
    private long voteCount;
    private long notText;

    ImportBatches(Study study, ComparisonRepository comparisons, ImportedVotes imported, long seed, Instant now) {
        this.study = study;
        this.overlap = study.design().overlap();
        this.comparisons = comparisons;
        this.imported = imported;
        this.seed = seed;
        this.now = now;
        this.ids = new ImportIds(study.id(), comparisons);
        this.nextPosition = comparisons.nextPosition(study.id());
    }

    private record Pending(ImportFile file, long line, NewComparison comparison, List<Vote> votes, int firstOrdinal) {}

    RowSink sink(ImportFile file, ImportProblems problems) {
        return new RowSink() {
            @Override
            public void row(long line, Layouts.Read read) {
                try {
                    pending.add(prepare(file, line, read.row()));
                    pendingLength += RowTexts.length(read.row());
                } catch (BadRow e) {
                    problem(line, e.problem());
                }
                if (pending.size() >= BATCH || pendingLength >= BATCH_LENGTH) {
                    flush(problems);
                }
            }

            @Override
            public boolean problem(long line, String problem) {
                problems.add(file.name(), line, problem);
                return !problems.full();
            }
        };
    }

    private Pending prepare(ImportFile file, long line, ImportedRow row) {
        String id = row.id() == null ? file.stem() + "-" + line : row.id();
        ids.add(id, file.name(), line);
        RowTexts.check(row);
        RowVotes.check(row.votes(), row.responses().size());
        notText += row.notText();
        boolean swap = row.chosenIsA() && new SplittableRandom(seed ^ id.hashCode()).nextBoolean();
        List<Vote> votes = votes(row, swap);
        // The annotator is unknown, so such a preference uses up none of the votes that the study asks for.
        boolean label = row.chosenIsA();
        ImportedRow.Facts facts = row.facts();
        NewComparison comparison = new NewComparison(
                ComparisonId.random(),
                id,
                row.prompt(),
                swap ? row.responses().reversed() : row.responses(),
                swap ? row.models().reversed() : row.models(),
                facts.language(),
                facts.specialty(),
                facts.tags(),
                swap && facts.gold() != null ? facts.gold().mirrored() : facts.gold(),
                label ? 1 : votes.size() + 1,
                label ? overlap : Math.max(0, overlap - votes.size()));
        return new Pending(file, line, comparison, votes, label ? overlap + 1 : 1);
    }

    private static List<Vote> votes(ImportedRow row, boolean swap) {
        if (!row.chosenIsA()) {
            return row.votes();
        }
        List<Vote> votes = new ArrayList<>();
        if (row.votes().isEmpty() && row.facts().gold() == null) {
            votes.add(new Vote(ImportedVotes.LABEL_ANNOTATOR, swap ? Verdict.B : Verdict.A));
        }
        for (Vote vote : row.votes()) {
            votes.add(swap ? vote.mirrored() : vote);
        }
        return votes;
    }

    /**
     * Writes the pending rows. After the first problem nothing more is written, because the transaction will be rolled
     * back.
     */
    void flush(ImportProblems problems) {
        Set<String> existing = ids.inStudy(
                pending.stream().map(row -> row.comparison().externalId()).toList());
        for (Pending row : pending) {
            String id = row.comparison().externalId();
            if (existing.contains(id)) {
                problems.add(
                        row.file().name(),
                        row.line(),
                        "id \"%s\" is in the study already; was this file imported before?".formatted(id));
            }
        }
        if (!pending.isEmpty() && !problems.any()) {
            write();
        }
        pending.clear();
        pendingLength = 0;
    }

    private void write() {
        comparisons.insertAll(
                study.id(),
                nextPosition,
                pending.stream().map(Pending::comparison).toList(),
                now);
        learnAnnotators();
        List<PlacedVote> placed = new ArrayList<>();
        for (Pending row : pending) {
            int ordinal = row.firstOrdinal();
            for (Vote vote : row.votes()) {
                PersonId annotator = Objects.requireNonNull(annotators.get(ImportedVotes.login(vote.annotator())));
                placed.add(new PlacedVote(row.comparison().id(), ordinal++, annotator, vote, null, vote.activeMs()));
            }
            nextPosition++;
        }
        imported.insertAll(placed, now);
        if (++written == TOLD_AFTER) {
            imported.updatePlannerStatistics();
        }
        voteCount += placed.size();
    }

    private void learnAnnotators() {
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Pending row : pending) {
            for (Vote vote : row.votes()) {
                String login = ImportedVotes.login(vote.annotator());
                if (!annotators.containsKey(login)) {
                    unknown.putIfAbsent(login, vote.annotator().strip());
                }
            }
        }
        if (!unknown.isEmpty()) {
            annotators.putAll(imported.annotators(unknown, now));
        }
    }

    ImportResult result(List<ImportReader.Recognised> formats) {
        return new ImportResult(formats, ids.count(), voteCount, annotators.size(), notText);
    }
}
