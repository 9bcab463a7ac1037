package org.careloop.web.dataset;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.SnapshotPlan.ExclusionReason;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Freezes what a training run learns from: files that never change, and which judgements they hold. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class SnapshotService {
    /** Trainers learn from pairs; a ranking is written as all of its pairs. */
    private static final ExportPart PAIRS = new JsonPart(
            "comparisons",
            Comparison.class,
            new ComparisonLines().columns(),
            comparison -> comparison.pairs().stream()
                    .filter(pair -> !pair.votes().isEmpty())
                    .toList());

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

    /** What would be frozen now. */
    @Transactional(readOnly = true)
    public SnapshotPlan plan(Study study) {
        access.requireSee(study.id());
        SnapshotRepository.Votes votes = snapshots.votes(study.id());
        JudgedComparisons.Holdings all = rows.holdings(study.id());
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
     * Writes the dataset of a run: comparisons that have votes and every prompt once, or the texts that have ratings, and the manifest. The database first
     * records which judgements count, then exactly those are written: files and record agree although people go on
     * judging.
     *
     * @throws BadInput when the study has no vote yet
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Frozen freeze(Study study, PersonId createdBy, RunDirectory run) throws IOException {
        SnapshotPlan plan = plan(study);
        if (plan.votes() == 0) {
            throw BadInput.coded(
                    "training.no-votes",
                    "study \"%s\" has no vote yet; judge some comparisons first".formatted(study.name()),
                    study.name());
        }
        SnapshotId id = snapshots.begin(study.id(), createdBy, clock.instant());
        Files.createDirectories(run.dataset());
        DatasetManifest manifest =
                study.design().isRating() ? writeRatings(study, id, run, plan) : write(study, id, run, plan);
        Json.replace(run.manifest(), manifest);
        snapshots.end(id, manifest);
        audit.anchor(
                "snapshot.freeze",
                study.name(),
                "",
                Map.of("snapshot", id.toString(), "counts", manifest.counts(), "sha256", manifest.sha256()));
        return new Frozen(id, manifest);
    }

    private DatasetManifest write(Study study, SnapshotId id, RunDirectory run, SnapshotPlan plan) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> sums = new TreeMap<>();
        try (OutputStream comparisons = Files.newOutputStream(run.comparisons());
                OutputStream prompts = Files.newOutputStream(run.prompts())) {
            PartWriter comparisonRows = new PartWriter(PAIRS, comparisons);
            PartWriter promptRows = new PartWriter(new PromptLines(), prompts);
            rows.forEach(study.id(), id, row -> {
                promptRows.take(row);
                if (row.votes() > 0) {
                    comparisonRows.take(row);
                }
            });
            PartWriter.Written judged = comparisonRows.finish();
            PartWriter.Written asked = promptRows.finish();
            counts.put("comparisons", judged.rows());
            counts.put("votes", judged.judgements());
            counts.put("prompts", asked.rows());
            sums.put(name(run.comparisons()), judged.sha256());
            sums.put(name(run.prompts()), asked.sha256());
        }
        return manifest(study, plan, counts, sums);
    }

    private DatasetManifest writeRatings(Study study, SnapshotId id, RunDirectory run, SnapshotPlan plan)
            throws IOException {
        try (OutputStream ratings = Files.newOutputStream(run.ratings())) {
            PartWriter lines = new PartWriter(new RatingLines(), ratings);
            rows.forEach(study.id(), id, lines::take);
            PartWriter.Written rated = lines.finish();
            return manifest(
                    study,
                    plan,
                    Map.of("texts", rated.rows(), "ratings", rated.judgements()),
                    Map.of(name(run.ratings()), rated.sha256()));
        }
    }

    private DatasetManifest manifest(
            Study study, SnapshotPlan plan, Map<String, Long> counts, Map<String, String> sums) {
        Map<String, Long> excluded = new LinkedHashMap<>();
        plan.excluded().forEach((reason, count) -> excluded.put(reason.inWords(), count));
        Map<String, String> filters = Map.of("study", study.name(), "votes", "all that count");
        return new DatasetManifest(Comparison.FORMAT_VERSION, clock.instant(), counts, excluded, filters, sums);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
