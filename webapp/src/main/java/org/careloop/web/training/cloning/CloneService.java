package org.careloop.web.training.cloning;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Failure;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.health.WatchRule;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.training.NewRun;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunOrders;
import org.careloop.web.training.TrainingOrders;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.Watching;
import org.careloop.web.training.snapshots.FrozenVotesRepository;
import org.careloop.web.training.snapshots.NotFrozenToday;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes runs of earlier ones: of the same kind on the same frozen data, with some settings or models changed. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class CloneService {
    private final TrainingService training;
    private final TrainingOrders trainings;
    private final RunOrders orders;
    private final CheckpointService checkpoints;
    private final FrozenVotesRepository votes;
    private final List<ClonedRows> rows;

    CloneService(
            TrainingService training,
            TrainingOrders trainings,
            RunOrders orders,
            CheckpointService checkpoints,
            FrozenVotesRepository votes,
            List<ClonedRows> rows) {
        this.training = training;
        this.trainings = trainings;
        this.orders = orders;
        this.checkpoints = checkpoints;
        this.votes = votes;
        this.rows = List.copyOf(rows);
    }

    /** A run with all that a clone of it follows from; its frozen files are read whole, to see whether they are as they were. */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public Optional<Origin> origin(RunId id) {
        return training.find(id).map(this::origin);
    }

    private Origin origin(Run run) {
        List<Phrase> problems = new ArrayList<>();
        Optional<DatasetManifest> data = Optional.empty();
        Set<CheckpointId> models = new HashSet<>();
        Set<WatchRule> rules = new HashSet<>();
        List<String> lost = new ArrayList<>();
        try {
            watches(run.directory(), models, rules, lost);
            data = Optional.of(FrozenData.verified(run.directory()));
        } catch (IOException | RuntimeException e) {
            problems.add(gone(run, Failure.words(e)));
        }
        NotFrozenToday since = run.snapshot().map(votes::since).orElse(new NotFrozenToday(0, 0));
        if (since.held() > 0) {
            problems.add(held(run, since.held()));
        }
        return new Origin(
                run,
                new Watching(models, rules),
                lost,
                data,
                since.outdated(),
                problems.stream().findFirst());
    }

    private static Phrase gone(Run run, Phrase why) {
        String folder = run.directory().path().toString();
        return Phrase.of(
                "clone.data-gone",
                "the data of run %d are not there as they were frozen: %s; bring the folder %s back from a backup, or start a new run, which freezes the data as they are now"
                        .formatted(run.number(), why.english(), folder),
                run.number(),
                why,
                folder);
    }

    private static Phrase held(Run run, long held) {
        return Phrase.of(
                "clone.held",
                "%d comparisons of run %d have been held back for a privacy problem since, and nothing more may learn from them; start a new run, which leaves them out"
                        .formatted(held, run.number()),
                held,
                run.number());
    }

    private void watches(RunDirectory run, Set<CheckpointId> models, Set<WatchRule> rules, List<String> lost)
            throws IOException {
        Map<Path, Checkpoint> registered = new HashMap<>();
        checkpoints.list().forEach(model -> registered.putIfAbsent(model.directory(), model));
        for (String watch : run.readSpec().watches()) {
            Optional<WatchRule> rule = WatchRule.of(watch);
            Path directory = run.path().resolve(watch).normalize();
            if (rule.isPresent()) {
                rules.add(rule.get());
            } else if (registered.containsKey(directory)) {
                models.add(registered.get(directory).id());
            } else {
                lost.add(ModelDirectory.name(directory));
            }
        }
    }

    /**
     * Copies the frozen data of the origin and hands the run over to the workers.
     *
     * @throws BadInput when the origin's data are gone or may be learnt from no more, or what was changed does not fit
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Run start(CloneRequest request, PersonId by) throws IOException {
        Origin origin = origin(request.origin())
                .orElseThrow(() -> BadInput.coded("run.absent", "this run does not exist; reload the page"));
        if (origin.problem().isPresent()) {
            throw new BadInput(origin.problem().get());
        }
        Run run = origin.run();
        RunOrders.Data data = directory -> {
            FrozenData.copy(run.directory(), directory);
            return run.snapshot();
        };
        return run.kind().trainsOnVotes() ? train(origin, request, by, data) : ask(run, request, by, data);
    }

    private Run train(Origin origin, CloneRequest request, PersonId by, RunOrders.Data data) throws IOException {
        Run run = origin.run();
        CloneRequest.Models models = request.models()
                .orElseGet(() -> new CloneRequest.Models(run.base().orElseThrow(), run.reward(), kept(origin)));
        TrainingRequest wanted = new TrainingRequest(
                run.kind(), run.pool().ids(), models.base(), models.reward(), models.watching(), request.settings());
        return trainings.give(wanted, run.studyName(), by, data, Optional.of(new Run.Origin(run.id(), run.number())));
    }

    private static Watching kept(Origin origin) {
        if (!origin.lostWatches().isEmpty()) {
            String names = String.join(", ", origin.lostWatches());
            throw BadInput.coded(
                    "clone.watch-gone",
                    "run %d was watched by %s, which is registered no more; name what shall watch the clone"
                            .formatted(origin.run().number(), names),
                    origin.run().number(),
                    names);
        }
        return origin.watching();
    }

    private Run ask(Run origin, CloneRequest request, PersonId by, RunOrders.Data data) throws IOException {
        if (request.models().isPresent()) {
            throw BadInput.coded(
                    "clone.models",
                    "a clone of a run in which models answer asks the same models; leave base, reward and watches out");
        }
        Settings.resolved(TrainerSettings.of(origin.kind()), request.settings());
        RunSpec asked = origin.directory().readSpec();
        NewRun wanted = new NewRun(
                origin.kind(),
                origin.study(),
                origin.base(),
                origin.reward(),
                request.settings(),
                Optional.empty(),
                by,
                Optional.of(origin.id()));
        Run clone =
                orders.give(wanted, origin.studyName(), data, made -> spec(asked, origin, made, request.settings()));
        rows.stream().filter(one -> one.isOf(origin.kind())).forEach(one -> one.copy(origin, clone));
        return training.find(clone.id()).orElseThrow();
    }

    private static RunSpec spec(RunSpec asked, Run origin, Run made, Map<String, Object> settings) {
        Map<String, String> lineage = new LinkedHashMap<>(asked.lineage());
        lineage.put("run", String.valueOf(made.number()));
        lineage.put("cloned from run", String.valueOf(origin.number()));
        Path folder = origin.directory().path();
        return new RunSpec(
                        made.id().toString(),
                        made.kind(),
                        made.createdAt(),
                        made.createdBy(),
                        null,
                        null,
                        asked.reward(),
                        List.of(),
                        asked.answerers(),
                        settings,
                        lineage)
                .withModels(model -> folder.resolve(model).normalize().toString());
    }
}
