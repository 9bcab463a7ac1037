package org.careloop.web.training;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.worker.Priority;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotPlan;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.pool.PooledStudies;
import org.careloop.web.series.Course;
import org.careloop.web.series.FigureLogs;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.careloop.web.study.StudyService;
import org.springframework.stereotype.Service;

/** Starts training on the votes of studies and tells how the runs go. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class TrainingService {
    private final RunRepository runs;
    private final TrainingOrders orders;
    private final RunQueue queue;
    private final StudyService studies;
    private final StudyAccess access;
    private final PooledStudies pools;
    private final SnapshotService snapshots;
    private final CheckpointService checkpoints;
    private final FigureLogs figures;
    private final AuditLog audit;
    private final Clock clock;

    TrainingService(
            RunRepository runs,
            TrainingOrders orders,
            RunQueue queue,
            StudyService studies,
            StudyAccess access,
            PooledStudies pools,
            SnapshotService snapshots,
            CheckpointService checkpoints,
            FigureLogs figures,
            AuditLog audit,
            Clock clock) {
        this.runs = runs;
        this.orders = orders;
        this.queue = queue;
        this.studies = studies;
        this.access = access;
        this.pools = pools;
        this.snapshots = snapshots;
        this.checkpoints = checkpoints;
        this.figures = figures;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What will happen when a run is started now.
     *
     * @param time how long it trains; empty where no run like it is done
     */
    public record Plan(SnapshotPlan data, Optional<TimeEstimate> time) {}

    public Plan plan(List<StudyId> ids, RunKind kind, Optional<CheckpointId> base, Map<String, Object> settings) {
        SnapshotPlan data = snapshots.plan(pools.known(ids));
        return new Plan(data, base.flatMap(model -> time(kind, model, settings, data.votes())));
    }

    /**
     * How long a training takes by what earlier ones took.
     *
     * @param votes that it learns from
     * @return empty where no run like it is done
     */
    public Optional<TimeEstimate> time(RunKind kind, CheckpointId base, Map<String, Object> settings, long votes) {
        return TimeEstimate.of(runs.list(), kind, base, settings, votes);
    }

    /**
     * Freezes the votes of the studies and hands the run over to the workers.
     *
     * @throws BadInput when one of the studies has no votes, they do not train such a model together, or a model is not of the
     *     kind that is needed
     */
    public Run start(TrainingRequest request, PersonId by) throws IOException {
        List<Study> learnt = pools.require(request.kind(), request.studies());
        return orders.give(
                request,
                StudyPool.of(learnt).names(),
                by,
                directory -> Optional.of(snapshots.freeze(learnt, by, directory).id()),
                Optional.empty());
    }

    /** Takes a waiting run out of the queue, or asks one in work to stop and keep what it has. */
    public void stop(RunId id) throws IOException {
        Run run = known(id);
        if (!leaveQueue(run)) {
            run.directory().requestStop();
        }
        audit.record("run.stop", id.toString(), Map.of());
    }

    /** Under a claim, so that no worker takes the run meanwhile; false where one has. */
    private boolean leaveQueue(Run run) throws IOException {
        if (queue.place(run).isEmpty()) {
            return false;
        }
        RunDirectory directory = run.directory();
        Optional<RunClaim> claimed = directory.claim("the queue");
        if (claimed.isEmpty()) {
            return false;
        }
        try (RunClaim claim = claimed.get()) {
            RunStatus known = directory.readStatus().orElseThrow();
            if (known.phase() != RunStatus.Phase.QUEUED) {
                return false;
            }
            directory.writeStatus(new RunStatus(
                    RunStatus.Phase.STOPPED, known.step(), known.of(), null, null, (Phrase) null, clock.instant()));
            return true;
        }
    }

    /** What becomes of prompts that a model did not answer. */
    public enum Unanswered {
        /** They are asked again. */
        ASKED,
        /** They are asked again, and left out where there is still no answer. */
        LEFT_OUT
    }

    /**
     * Hands a run to the workers again, after it failed or whoever had it went. It goes on from its last kept state; what was
     * answered stays. One that was stopped goes on too, unless it has made a model: that is a checkpoint already, and stays as it is.
     *
     * @param unanswered of a run whose models answer prompts
     * @throws BadInput when it is not over, or was stopped and has made a model
     */
    public void goOn(RunId id, Unanswered unanswered) throws IOException {
        Run run = known(id);
        RunDirectory directory = run.directory();
        boolean answers = run.answering().isPresent();
        if (!progress(run).mayGoOn()) {
            throw BadInput.coded(
                    "run.goes-on",
                    "only a run that failed, that its worker has left, or that was stopped before it made a model can"
                            + " go on; reload the page, or clone the run");
        }
        if (answers && unanswered == Unanswered.LEFT_OUT) {
            directory.leaveOutUnanswered();
        }
        directory.clearStop();
        directory.writeStatus(RunStatus.queued(clock.instant()));
        audit.record("run.go-on", id.toString(), answers ? Map.of("unanswered", unanswered.name()) : Map.of());
    }

    /** Where a run stands among those that wait for a worker; empty for one that does not wait. */
    public Optional<RunQueue.Place> place(Run run) {
        return queue.place(run);
    }

    /**
     * Lets workers take a waiting run before or after others.
     *
     * @throws BadInput when it does not wait
     */
    public void prioritise(RunId id, Priority priority) throws IOException {
        Run run = known(id);
        RunQueue.Place before = queue.place(run)
                .orElseThrow(() -> BadInput.coded(
                        "run.not-waiting",
                        "this run does not wait for a worker any more, so nothing can come before it; reload"
                                + " the page"));
        priority.give(run.directory());
        audit.record(
                "run.priority",
                id.toString(),
                Map.of("priority", priority.label(), "before", before.priority().label()));
    }

    private Run known(RunId id) {
        return find(id).orElseThrow(() -> BadInput.coded("run.absent", "this run does not exist; reload the page"));
    }

    /** A run on studies all of which the person asking may see. */
    public Optional<Run> find(RunId id) {
        return runs.find(id).filter(run -> access.maySee(run.pool()));
    }

    /** The runs on studies all of which the person asking may see, the newest first. No run directory is read for it. */
    public List<Run> visible() {
        return seen(runs.list()).toList();
    }

    /** The same, each with where it stands, which its directory says. */
    public List<Listed> list() {
        Map<Path, RunQueue.Place> places = queue.places();
        return visible().stream()
                .map(run -> listed(
                        run, Optional.ofNullable(places.get(run.directory().path()))))
                .toList();
    }

    private Stream<Run> seen(List<Run> found) {
        Set<StudyId> seen = studies.list().stream().map(Study::id).collect(Collectors.toSet());
        return found.stream().filter(run -> seen.containsAll(run.pool().ids()));
    }

    private static Listed listed(Run run, Optional<RunQueue.Place> place) {
        Optional<RunStatus> status = RunFiles.status(run.directory());
        boolean waits = status.map(RunStatus::phase).equals(Optional.of(RunStatus.Phase.QUEUED));
        return new Listed(run, status, place.filter(known -> waits));
    }

    /**
     * A run in a list.
     *
     * @param place among those that wait; empty for one that does not
     */
    public record Listed(Run run, Optional<RunStatus> status, Optional<RunQueue.Place> place) {}

    /**
     * A run on a study that the person asking may see, with where it stands.
     *
     * @param id as an address has it; empty when there is no such run, or it is no id at all
     */
    public Optional<Listed> listed(String id) {
        return RunId.parse(id).flatMap(this::find).map(this::listed);
    }

    /** A run with where it stands. */
    public Listed listed(Run run) {
        return listed(run, queue.place(run));
    }

    /** All that a run's page shows, read from its directory. */
    public RunProgress progress(Run run) {
        return RunFiles.read(run, figures, clock.instant());
    }

    /** The runs of these numbers on studies that the person asking may see, in this order. */
    public List<Run> numbered(List<Long> numbers) {
        return seen(runs.numbered(numbers))
                .sorted(Comparator.comparing(run -> numbers.indexOf(run.number())))
                .toList();
    }

    /** What a run's curves show, as far as it is read. */
    public Watched watch(Run run) throws IOException {
        return new Watched(
                run,
                figures.look(run.directory().metrics(), run::draws),
                RunFiles.status(run.directory())
                        .filter(status -> !status.phase().isOver())
                        .isPresent());
    }

    /** A run with its figures, and whether more of them are to come. */
    public record Watched(Run run, Course course, boolean goesOn) {}

    /** What a run made, once it is registered. */
    public Optional<Checkpoint> result(RunId id) {
        return checkpoints.madeBy(id);
    }
}
