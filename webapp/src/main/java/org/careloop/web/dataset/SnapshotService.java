package org.careloop.web.dataset;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Study;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Freezes what a training run learns from: files that never change, and which judgements they hold. */
@Service
@RolesAllowed({"STUDY_LEAD", "ML_ENGINEER"})
public class SnapshotService {
    private final JudgedComparisons rows;
    private final SnapshotRepository snapshots;
    private final Clock clock;

    SnapshotService(JudgedComparisons rows, SnapshotRepository snapshots, Clock clock) {
        this.rows = rows;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** A snapshot that was taken, and what it holds. */
    public record Frozen(SnapshotId id, DatasetManifest manifest) {}

    /** What would be frozen now. */
    @Transactional(readOnly = true)
    public SnapshotPlan plan(Study study) {
        return snapshots.plan(study.id());
    }

    /**
     * Writes the dataset of a run: comparisons that have votes, every prompt once, the manifest.
     *
     * @throws BadInput when the study has no vote yet
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ, rollbackFor = Exception.class)
    public Frozen freeze(Study study, PersonId createdBy, RunDirectory run) throws IOException {
        SnapshotPlan plan = snapshots.plan(study.id());
        if (plan.votes() == 0) {
            throw new BadInput("study \"%s\" has no vote yet; judge some comparisons first".formatted(study.name()));
        }
        Files.createDirectories(run.dataset());
        DatasetManifest manifest = write(study, run, plan);
        Json.replace(run.manifest(), manifest);
        return new Frozen(snapshots.insert(study.id(), createdBy, clock.instant(), manifest), manifest);
    }

    private DatasetManifest write(Study study, RunDirectory run, SnapshotPlan plan) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> sums = new TreeMap<>();
        try (OutputStream comparisons = Files.newOutputStream(run.comparisons());
                OutputStream prompts = Files.newOutputStream(run.prompts())) {
            PartWriter comparisonRows = new PartWriter(new ComparisonLines(), comparisons);
            PartWriter promptRows = new PartWriter(new PromptLines(), prompts);
            rows.forEach(study.id(), row -> {
                promptRows.take(row);
                if (!row.votes().isEmpty()) {
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
        Map<String, Long> excluded = new LinkedHashMap<>();
        plan.excluded().forEach((reason, count) -> excluded.put(reason.inWords(), count));
        Map<String, String> filters = Map.of("study", study.name(), "votes", "all that count");
        return new DatasetManifest(clock.instant(), counts, excluded, filters, sums);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
