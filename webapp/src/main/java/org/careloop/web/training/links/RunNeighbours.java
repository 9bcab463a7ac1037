package org.careloop.web.training.links;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.snapshots.FrozenSnapshot;
import org.careloop.web.training.snapshots.FrozenSnapshots;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a run comes of and leads to, as far as the person asking may see it. */
@Service
@Transactional(readOnly = true)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class RunNeighbours {
    private final TrainingService training;
    private final FrozenSnapshots snapshots;
    private final CheckpointService checkpoints;
    private final LineageService lineages;
    private final StudyService studies;

    RunNeighbours(
            TrainingService training,
            FrozenSnapshots snapshots,
            CheckpointService checkpoints,
            LineageService lineages,
            StudyService studies) {
        this.training = training;
        this.snapshots = snapshots;
        this.checkpoints = checkpoints;
        this.lineages = lineages;
        this.studies = studies;
    }

    /** What it learns from. */
    public Optional<FrozenSnapshot> snapshot(Run run) {
        return run.snapshot().flatMap(snapshots::find);
    }

    /** A model that it names. */
    public Optional<Checkpoint> model(Optional<CheckpointId> id) {
        return id.flatMap(checkpoints::find);
    }

    /** The registered models that a run asks, in its order. */
    public List<Checkpoint> asked(Run run) {
        if (!run.kind().asksModels()) {
            return List.of();
        }
        try {
            Map<Path, Checkpoint> registered = new HashMap<>();
            checkpoints.list().forEach(model -> registered.putIfAbsent(model.directory(), model));
            Path folder = run.directory().path();
            return run.directory().readSpec().answerers().stream()
                    .flatMap(model -> Stream.ofNullable(
                            registered.get(folder.resolve(model.source()).normalize())))
                    .distinct()
                    .toList();
        } catch (IOException | RuntimeException e) {
            // The page says by itself what ails the directory.
            return List.of();
        }
    }

    /** The runs that were cloned from it, the newest first. */
    public List<Run> clones(Run run) {
        return training.visible().stream()
                .filter(other -> other.clonedFrom()
                        .filter(origin -> origin.id().equals(run.id()))
                        .isPresent())
                .toList();
    }

    /** The runs that start from a model, or that it guides, the newest first. */
    public List<Run> using(Checkpoint model) {
        Optional<CheckpointId> id = Optional.of(model.id());
        return training.visible().stream()
                .filter(run -> run.base().equals(id) || run.reward().equals(id))
                .toList();
    }

    /** A study. */
    public Optional<Study> study(StudyId id) {
        return studies.find(id);
    }

    /** The studies in which people judged answers of a model. */
    public List<Study> judging(Checkpoint model) {
        return lineages.answeredIn(model).stream()
                .flatMap(id -> studies.find(id).stream())
                .toList();
    }
}
