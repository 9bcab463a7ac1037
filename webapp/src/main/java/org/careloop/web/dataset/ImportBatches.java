package org.careloop.web.dataset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;

/** Writes the rows of an import in batches, holding no more than one of them and the ids seen so far. */
final class ImportBatches {
    private static final int BATCH = 500;
    private static final int LONGEST_ID = 200;

    private final Study study;
    private final ComparisonRepository comparisons;
    private final ImportedVotes imported;
    private final long seed;
    private final Instant now;
    private final Map<String, String> seen = new HashMap<>();
    private final Map<String, PersonId> annotators = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long nextPosition;
    private long voteCount;
    private long notText;

    ImportBatches(Study study, ComparisonRepository comparisons, ImportedVotes imported, long seed, Instant now) {
        this.study = study;
        this.comparisons = comparisons;
        this.imported = imported;
        this.seed = seed;
        this.now = now;
        this.nextPosition = comparisons.nextPosition(study.id());
    }

    private record Pending(ImportFile file, long line, NewComparison comparison, List<Vote> votes, int firstOrdinal) {}

    RowSink sink(ImportFile file, Problems problems) {
        return new RowSink() {
            @Override
            public void row(long line, ImportedRow row) {
                try {
                    pending.add(prepare(file, line, row));
                } catch (BadRow e) {
                    problem(line, e.problem());
                }
                if (pending.size() >= BATCH) {
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
        checkId(id, file, line);
        StorableText.check(row);
        Set<String> voters = new HashSet<>();
        for (Vote vote : row.votes()) {
            if (!voters.add(ImportedVotes.login(vote.annotator()))) {
                throw new BadRow("annotator \"%s\" votes twice; keep one of the votes".formatted(vote.annotator()));
            }
        }
        notText += row.notText();
        boolean swap = row.chosenIsA() && new SplittableRandom(seed ^ id.hashCode()).nextBoolean();
        List<Vote> votes = votes(row, swap);
        // Who chose is unknown, so such a preference takes no vote away from the people of the study.
        boolean label = row.chosenIsA();
        NewComparison comparison = new NewComparison(
                ComparisonId.random(),
                id,
                row.prompt(),
                swap ? row.b() : row.a(),
                swap ? row.a() : row.b(),
                swap ? row.modelB() : row.modelA(),
                swap ? row.modelA() : row.modelB(),
                row.language(),
                row.tags(),
                label ? 1 : votes.size() + 1,
                label ? study.overlap() : Math.max(0, study.overlap() - votes.size()));
        return new Pending(file, line, comparison, votes, label ? study.overlap() + 1 : 1);
    }

    private static List<Vote> votes(ImportedRow row, boolean swap) {
        if (!row.chosenIsA()) {
            return row.votes();
        }
        List<Vote> votes = new ArrayList<>();
        if (row.votes().isEmpty()) {
            votes.add(new Vote(ImportedVotes.LABEL_ANNOTATOR, swap ? Verdict.B : Verdict.A));
        }
        for (Vote vote : row.votes()) {
            Verdict verdict = swap ? vote.verdict().swapped() : vote.verdict();
            votes.add(new Vote(vote.annotator(), verdict, vote.strength(), vote.weight()));
        }
        return votes;
    }

    private void checkId(String id, ImportFile file, long line) {
        if (id.length() > LONGEST_ID) {
            throw new BadRow("field \"id\" has %d characters; expected at most %d".formatted(id.length(), LONGEST_ID));
        }
        String before = seen.putIfAbsent(id, "%s, line %d".formatted(file.name(), line));
        if (before != null) {
            throw new BadRow(
                    "id \"%s\" stands already at %s; give each comparison an id of its own".formatted(id, before));
        }
    }

    /** Writes what is pending. Once something was wrong nothing more is written, for all of it would be undone. */
    void flush(Problems problems) {
        List<String> ids =
                pending.stream().map(row -> row.comparison().externalId()).toList();
        Set<String> existing = pending.isEmpty() ? Set.of() : comparisons.existing(study.id(), ids);
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
    }

    private void write() {
        comparisons.insertAll(
                study.id(),
                nextPosition,
                pending.stream().map(Pending::comparison).toList(),
                now);
        learnAnnotators();
        List<ImportedVotes.Placed> placed = new ArrayList<>();
        for (Pending row : pending) {
            int ordinal = row.firstOrdinal();
            for (Vote vote : row.votes()) {
                PersonId annotator = Objects.requireNonNull(annotators.get(ImportedVotes.login(vote.annotator())));
                placed.add(new ImportedVotes.Placed(row.comparison().id(), nextPosition, ordinal++, annotator, vote));
            }
            nextPosition++;
        }
        imported.insertAll(study.id(), placed, now);
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

    ImportResult result(List<ImportFormat> formats) {
        return new ImportResult(formats, seen.size(), voteCount, annotators.size(), notText);
    }
}
