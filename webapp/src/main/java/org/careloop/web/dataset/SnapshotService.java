package org.careloop.web.dataset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.DatasetManifest.OfStudy;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.SnapshotPlan.ExclusionReason;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Freezes what a training run learns from: files that never change, and which judgements they hold. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class SnapshotService {
    /** Trainers learn from pairs; a ranking is written as all of its pairs. Where several studies are pooled each says its own. */
    private static final ExportPart PAIRS = new JsonPart(
            "comparisons", Comparison.class, new ComparisonLines().columns(), SnapshotService::judgedPairs);

    private final JudgedComparisons rows;
    private final SnapshotRepository snapshots;
    private final StudyAccess access;
    private final AuditLog audit;
    private final Clock clock;

    SnapshotService(
            JudgedComparisons rows, SnapshotRepository snapshots, StudyAccess access, AuditLog audit, Clock clock) {
        this.rows = rows;
        this.snapshots = snapshots;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** A snapshot that was taken, and what it holds. */
    public record Frozen(SnapshotId id, DatasetManifest manifest) {}

    /** What would be frozen now of these studies together. */
    @Transactional(readOnly = true)
    public SnapshotPlan plan(List<Study> studies) {
        List<StudyId> ids = studies.stream().map(Study::id).toList();
        ids.forEach(access::requireSee);
        SnapshotRepository.Votes votes = snapshots.votes(ids);
        JudgedComparisons.Holdings all = rows.holdings(ids);
        Map<ExclusionReason, Long> excluded = new EnumMap<>(ExclusionReason.class);
        excluded.putAll(all.excluded());
        excluded.put(
                ExclusionReason.NOT_JUDGED,
                all.comparisons() - excluded.getOrDefault(ExclusionReason.HELD, 0L) - votes.judged());
        excluded.values().removeIf(count -> count == 0);
        return new SnapshotPlan(
                votes.judged(), votes.votes(), votes.decisive(), votes.annotators(), votes.prompts(), excluded);
    }

    /**
     * Writes the dataset of a run: comparisons that have votes and every prompt once, or the texts that have ratings, and the
     * manifest. The database first records which judgements count, then exactly those are written: files and record agree
     * although people go on judging.
     *
     * @param studies one, or several of comparisons; no study twice
     * @throws BadInput when one of the studies has no vote yet
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Frozen freeze(List<Study> studies, PersonId createdBy, RunDirectory run) throws IOException {
        Map<Study, SnapshotPlan> plans = new LinkedHashMap<>();
        for (Study study : studies) {
            SnapshotPlan plan = plan(List.of(study));
            requireVotes(study, plan);
            plans.put(study, plan);
        }
        SnapshotId id = snapshots.begin(studies.stream().map(Study::id).toList(), createdBy, clock.instant());
        Files.createDirectories(run.dataset());
        DatasetManifest manifest =
                studies.getFirst().design().isRating() ? writeRatings(plans, id, run) : write(plans, id, run);
        Json.replace(run.manifest(), manifest);
        snapshots.end(id, manifest);
        audit.anchor(
                "snapshot.freeze",
                names(plans),
                "",
                Map.of("snapshot", id.toString(), "counts", manifest.counts(), "sha256", manifest.sha256()));
        return new Frozen(id, manifest);
    }

    private static void requireVotes(Study study, SnapshotPlan plan) {
        if (plan.votes() == 0) {
            throw BadInput.coded(
                    "training.no-votes",
                    "study \"%s\" has no vote yet; judge some comparisons first".formatted(study.name()),
                    study.name());
        }
    }

    private DatasetManifest write(Map<Study, SnapshotPlan> plans, SnapshotId id, RunDirectory run) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> sums = new TreeMap<>();
        List<OfStudy> parts = new ArrayList<>();
        try (OutputStream comparisons = Files.newOutputStream(run.comparisons());
                OutputStream prompts = Files.newOutputStream(run.prompts())) {
            PartWriter comparisonRows = new PartWriter(PAIRS, comparisons);
            PartWriter promptRows = new PartWriter(new PromptLines(), prompts);
            for (Study study : plans.keySet()) {
                int place = plans.size() == 1 ? 0 : parts.size() + 1;
                long rowsBefore = comparisonRows.rows();
                long votesBefore = comparisonRows.judgements();
                rows.forEach(study.id(), id, found -> {
                    JudgedRow row = place == 0 ? found : found.of(place, study.name());
                    promptRows.take(row);
                    if (row.votes() > 0) {
                        comparisonRows.take(row);
                    }
                });
                parts.add(new OfStudy(
                        study.name(),
                        Map.of(
                                "comparisons", comparisonRows.rows() - rowsBefore,
                                "votes", comparisonRows.judgements() - votesBefore),
                        excluded(List.of(Objects.requireNonNull(plans.get(study))))));
            }
            PartWriter.Written judged = comparisonRows.finish();
            PartWriter.Written asked = promptRows.finish();
            counts.put("comparisons", judged.rows());
            counts.put("votes", judged.judgements());
            counts.put("prompts", asked.rows());
            sums.put(name(run.comparisons()), judged.sha256());
            sums.put(name(run.prompts()), asked.sha256());
        }
        return manifest(plans, counts, parts.size() == 1 ? List.of() : parts, sums);
    }

    private DatasetManifest writeRatings(Map<Study, SnapshotPlan> plans, SnapshotId id, RunDirectory run)
            throws IOException {
        try (OutputStream ratings = Files.newOutputStream(run.ratings())) {
            PartWriter lines = new PartWriter(new RatingLines(), ratings);
            rows.forEach(plans.keySet().iterator().next().id(), id, lines::take);
            PartWriter.Written rated = lines.finish();
            return manifest(
                    plans,
                    Map.of("texts", rated.rows(), "ratings", rated.judgements()),
                    List.of(),
                    Map.of(name(run.ratings()), rated.sha256()));
        }
    }

    private DatasetManifest manifest(
            Map<Study, SnapshotPlan> plans, Map<String, Long> counts, List<OfStudy> parts, Map<String, String> sums) {
        Map<String, String> filters = Map.of("study", names(plans), "votes", "all that count");
        return new DatasetManifest(
                Comparison.FORMAT_VERSION, clock.instant(), counts, excluded(plans.values()), filters, parts, sums);
    }

    private static Map<String, Long> excluded(Collection<SnapshotPlan> plans) {
        Map<String, Long> excluded = new LinkedHashMap<>();
        plans.forEach(
                plan -> plan.excluded().forEach((reason, count) -> excluded.merge(reason.inWords(), count, Long::sum)));
        return excluded;
    }

    private static String names(Map<Study, SnapshotPlan> plans) {
        return StudyPool.of(List.copyOf(plans.keySet())).names();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** A pair as the line of a pool. */
    private record Pooled(@JsonUnwrapped Comparison pair, String study) {}

    private static List<Record> judgedPairs(JudgedRow row) {
        String study = row.study();
        return row.comparison().pairs().stream()
                .filter(pair -> !pair.votes().isEmpty())
                .map(pair -> study == null ? pair : new Pooled(pair, study))
                .toList();
    }
}
