package org.careloop.web.answers;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelKind;
import org.careloop.run.Prompt;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.past.SeenPrompts;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.StudyPrompts;
import org.careloop.web.dataset.imports.ImportWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.NewRun;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunOrders;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets models answer the prompts of a study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class AnsweringService {
    private static final int EXAMPLES = 5;

    private final StudyService studies;
    private final StudyAccess access;
    private final StudyPrompts prompts;
    private final CheckpointService checkpoints;
    private final ComparisonRepository comparisons;
    private final ImportWork imports;
    private final RunOrders orders;
    private final Clock clock;

    AnsweringService(
            StudyService studies,
            StudyAccess access,
            StudyPrompts prompts,
            CheckpointService checkpoints,
            ComparisonRepository comparisons,
            ImportWork imports,
            RunOrders orders,
            Clock clock) {
        this.studies = studies;
        this.access = access;
        this.prompts = prompts;
        this.checkpoints = checkpoints;
        this.comparisons = comparisons;
        this.imports = imports;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Which prompts of a study no training of these models has seen: neither the runs that made them, nor those of their bases
     * and reward models. A prompt that a run held out by the hash of its text counts as seen only where another run learnt from
     * it.
     *
     * @throws BadInput when two models have the same weights, or a part of the ancestry is not there any more
     */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public UnseenPrompts unseen(StudyId source, List<CheckpointId> models) throws IOException {
        List<Checkpoint> policies = policies(models);
        refuseSameWeights(policies);
        SeenPrompts past = past(policies);
        List<Prompt> all = prompts.of(study(source).id());
        List<Prompt> seen =
                all.stream().filter(prompt -> past.contains(prompt.prompt())).toList();
        return new UnseenPrompts(
                all.size(),
                seen.size(),
                seen.stream().limit(EXAMPLES).map(AnsweringService::question).toList(),
                names(past.untold()));
    }

    /** Models by the names that they are registered under, else by those of their directories. */
    private List<String> names(Collection<Path> models) {
        Map<Path, String> registered = new HashMap<>();
        checkpoints.list().forEach(one -> registered.putIfAbsent(one.directory(), one.name()));
        return models.stream()
                .map(model -> registered.getOrDefault(model, ModelDirectory.name(model)))
                .sorted()
                .toList();
    }

    /** The same as {@link #start}, into a new study, a draft that the person leads. */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    @RolesAllowed(Role.Names.STUDY_LEAD)
    public Run startInto(String newStudy, AnsweringRequest request, PersonId by) throws IOException {
        Study source = study(request.source());
        Study made = studies.create(new NewStudy(newStudy, source.design(), Study.State.DRAFT), by);
        return start(request.into(made.id()), by);
    }

    /**
     * Freezes the prompts and hands the run over to the workers.
     *
     * @throws BadInput when fewer than two models are named or two have the same weights, when the study takes no comparisons,
     *     or no prompt is left to ask
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Run start(AnsweringRequest request, PersonId by) throws IOException {
        Study source = study(request.source());
        request.into().ifPresent(into -> {
            access.requireLead(into);
            imports.requireOpen(into);
        });
        List<Checkpoint> policies = policies(request.models());
        List<NewRun.Answerer> answerers = answerers(policies, request.servers());
        Optional<Checkpoint> reward = request.reward().map(id -> checkpoints.require(id, ModelKind.REWARD));
        List<Prompt> asked = named(chosen(request, policies), request.into());
        NewRun wanted = new NewRun(
                RunKind.ANSWER,
                source.id(),
                Optional.empty(),
                request.reward(),
                request.settings(),
                Optional.of(new NewRun.Answering(answerers, asked.size(), request.into())),
                by);
        return orders.give(
                wanted,
                source.name(),
                directory -> {
                    AskedPrompts.write(directory, asked, source.name(), request.share(), clock.instant());
                    return Optional.empty();
                },
                run -> spec(run, request, answerers, reward));
    }

    private static RunSpec spec(
            Run run, AnsweringRequest request, List<NewRun.Answerer> answerers, Optional<Checkpoint> reward) {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("study", run.studyName());
        lineage.put("run", String.valueOf(run.number()));
        return new RunSpec(
                run.id().toString(),
                RunKind.ANSWER,
                run.createdAt(),
                run.createdBy(),
                null,
                null,
                reward.map(model -> model.directory().toString()).orElse(null),
                List.of(),
                answerers.stream().map(NewRun.Answerer::model).toList(),
                request.settings(),
                lineage);
    }

    /** The prompts that are asked, before they get their names. */
    private List<Prompt> chosen(AnsweringRequest request, List<Checkpoint> policies) throws IOException {
        List<Prompt> all = prompts.of(request.source());
        List<Prompt> wanted = all;
        if (request.share() == PromptShare.UNSEEN) {
            SeenPrompts past = past(policies);
            wanted = all.stream()
                    .filter(prompt -> !past.contains(prompt.prompt()))
                    .toList();
            refuseNone(all, wanted);
        }
        if (wanted.isEmpty()) {
            throw BadInput.coded(
                    "answers.no-prompts", "the study has no comparison, and so no prompt; import some first");
        }
        return AskedPrompts.drawn(wanted, request.most(), request.seed());
    }

    private static void refuseNone(List<Prompt> all, List<Prompt> unseen) {
        if (!all.isEmpty() && unseen.isEmpty()) {
            List<String> first =
                    all.stream().limit(EXAMPLES).map(AnsweringService::question).toList();
            throw BadInput.coded(
                    "answers.all-seen",
                    "training has seen all %d prompts of this study, such as: %s. Import prompts that are new, or ask for all of them and take the comparison for what it is"
                            .formatted(all.size(), String.join(" | ", first)),
                    all.size(),
                    String.join(" | ", first));
        }
    }

    /** Under ids that the study which the pairs go to does not have yet. */
    private List<Prompt> named(List<Prompt> asked, Optional<StudyId> into) {
        if (into.isEmpty()) {
            return asked;
        }
        Map<String, Prompt> named = new LinkedHashMap<>();
        List<Prompt> open = asked;
        for (int attempt = 2; !open.isEmpty(); attempt++) {
            Map<String, Prompt> tried = new LinkedHashMap<>();
            String suffix = attempt == 2 ? "" : "-" + (attempt - 1);
            open.forEach(prompt -> tried.put(prompt.id() + suffix, prompt));
            Set<String> taken = new HashSet<>(comparisons.existing(into.get(), tried.keySet()));
            List<Prompt> left = new ArrayList<>();
            tried.forEach((id, prompt) -> {
                if (taken.contains(id) || named.containsKey(id)) {
                    left.add(prompt);
                } else {
                    named.put(id, new Prompt(id, prompt.prompt()));
                }
            });
            open = left;
        }
        return List.copyOf(named.values());
    }

    private static List<NewRun.Answerer> answerers(List<Checkpoint> policies, List<NamedServer> servers) {
        refuseSameWeights(policies);
        List<NewRun.Answerer> answerers = new ArrayList<>();
        policies.forEach(model -> answerers.add(new NewRun.Answerer(
                RunSpec.Answerer.checkpoint(model.name(), model.directory().toString()), Optional.of(model.id()))));
        servers.forEach(server -> answerers.add(new NewRun.Answerer(server.answerer(), Optional.empty())));
        if (answerers.size() < 2) {
            throw BadInput.coded(
                    "answers.too-few",
                    "%d models were named; a comparison needs two or more".formatted(answerers.size()),
                    answerers.size());
        }
        Set<String> names = new HashSet<>();
        for (NewRun.Answerer one : answerers) {
            if (!names.add(one.model().name())) {
                throw BadInput.coded(
                        "answers.name-twice",
                        "two models are named \"%s\"; give the server another name"
                                .formatted(one.model().name()),
                        one.model().name());
            }
        }
        return answerers;
    }

    /** Rivals with the same weights say the same. */
    private static void refuseSameWeights(List<Checkpoint> policies) {
        Map<String, String> names = new HashMap<>();
        for (Checkpoint model : policies) {
            String other = names.putIfAbsent(model.sha256(), model.name());
            if (other != null) {
                throw BadInput.coded(
                        "answers.same-weights",
                        "\"%s\" and \"%s\" have the same weights, so there is nothing to compare; choose another model"
                                .formatted(other, model.name()),
                        other,
                        model.name());
            }
        }
    }

    private List<Checkpoint> policies(List<CheckpointId> models) {
        return models.stream()
                .map(id -> checkpoints.require(id, ModelKind.POLICY))
                .toList();
    }

    private static SeenPrompts past(List<Checkpoint> policies) throws IOException {
        SeenPrompts past = new SeenPrompts();
        for (Checkpoint model : policies) {
            past.addPast(model.directory());
        }
        return past;
    }

    private Study study(StudyId id) {
        return studies.find(id).orElseThrow(StudyProblem::absent);
    }

    private static String question(Prompt prompt) {
        return prompt.prompt().getLast().content();
    }
}
