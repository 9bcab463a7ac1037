package org.careloop.web.dataset.imports;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Vote;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.identifiers.IdentifierGate;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.judgement.PlacedVote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;

/**
 * The second reading of the files, which writes the rows that the first one let pass, in batches. Holds at most one batch
 * of rows.
 */
final class WritingPass {
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
    private final ImportIds ids;
    private final long seed;
    private final Instant now;
    private final IdentifierGate gate;
    private final Map<String, PersonId> people = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long pendingLength;
    private int written;
    private long nextPosition;

    WritingPass(
            Study study,
            ComparisonRepository comparisons,
            ImportedVotes imported,
            ImportIds ids,
            IdentifierGate gate,
            long seed,
            Instant now) {
        this.study = study;
        this.overlap = study.design().overlap();
        this.comparisons = comparisons;
        this.imported = imported;
        this.ids = ids;
        this.seed = seed;
        this.now = now;
        this.gate = gate;
        this.nextPosition = comparisons.nextPosition(study.id());
    }

    private record Pending(
            NewComparison comparison, List<Vote> votes, int firstOrdinal, List<Adjudication> adjudications) {}

    void read(ImportFile file) throws IOException {
        ImportReader.read(file, part -> new IdentifiedRows(part, this::take, (at, why) -> {}));
        flush();
    }

    private void take(IdentifiedRow row) {
        if (!ids.isFirst(row)) {
            return;
        }
        IdentifiedRow admitted = row.with(gate.again(row.at(), row.part(), row.row()));
        pending.add(prepare(admitted));
        pendingLength += RowTexts.length(admitted.row());
        if (pending.size() >= BATCH || pendingLength >= BATCH_LENGTH) {
            flush();
        }
    }

    private Pending prepare(IdentifiedRow row) {
        ImportedRow read = row.row();
        StoredOrder order = StoredOrder.of(row, seed);
        List<Vote> votes = new ArrayList<>(order.votes(read));
        votes.addAll(order.votes(ids.laterVotes(row)));
        // The annotator is unknown, so such a preference uses up none of the votes that the study asks for.
        boolean label = read.isJudgeUnnamed();
        ImportedRow.Facts facts = read.facts();
        NewComparison comparison = new NewComparison(
                ComparisonId.random(),
                row.id(),
                read.prompt(),
                order.of(read.responses()),
                order.of(read.models()),
                facts.language(),
                facts.specialty(),
                facts.tags(),
                order.of(facts.gold()),
                label ? 1 : votes.size() + 1,
                label ? overlap : Math.max(0, overlap - votes.size()));
        return new Pending(comparison, votes, label ? overlap + 1 : 1, facts.adjudications());
    }

    private void flush() {
        if (!pending.isEmpty()) {
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
        learnPeople();
        List<PlacedVote> placed = new ArrayList<>();
        List<ImportedVotes.Decided> decided = new ArrayList<>();
        for (Pending row : pending) {
            int ordinal = row.firstOrdinal();
            for (Vote vote : row.votes()) {
                PersonId annotator = person(vote.annotator());
                placed.add(new PlacedVote(row.comparison().id(), ordinal++, annotator, vote, null, vote.activeMs()));
            }
            for (Adjudication said : row.adjudications()) {
                decided.add(new ImportedVotes.Decided(row.comparison().id(), person(said.adjudicator()), said));
            }
            nextPosition++;
        }
        imported.insertAll(placed, now);
        imported.insertAdjudications(study.id(), decided, now);
        if (++written == TOLD_AFTER) {
            imported.updatePlannerStatistics();
        }
    }

    private PersonId person(String name) {
        return Objects.requireNonNull(people.get(ImportedVotes.login(name)));
    }

    private void learnPeople() {
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Pending row : pending) {
            Stream.concat(
                            row.votes().stream().map(Vote::annotator),
                            row.adjudications().stream().map(Adjudication::adjudicator))
                    .filter(name -> !people.containsKey(ImportedVotes.login(name)))
                    .forEach(name -> unknown.putIfAbsent(ImportedVotes.login(name), name.strip()));
        }
        if (!unknown.isEmpty()) {
            people.putAll(imported.people(unknown, now));
        }
    }
}
