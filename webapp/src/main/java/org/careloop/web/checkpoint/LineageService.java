package org.careloop.web.checkpoint;

import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.ModelLicence;
import org.careloop.run.RunKind;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lineage in both directions: what a checkpoint came of, and which checkpoints came of a judgement. */
@Service
@Transactional(readOnly = true, timeout = LongWork.SECONDS)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class LineageService {
    private final LineageRepository lineages;
    private final CheckpointRepository repository;
    private final CheckpointService checkpoints;
    private final ObjectProvider<ModelPapers> papers;
    private final StudyAccess access;

    LineageService(
            LineageRepository lineages,
            CheckpointRepository repository,
            CheckpointService checkpoints,
            ObjectProvider<ModelPapers> papers,
            StudyAccess access) {
        this.lineages = lineages;
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.papers = papers;
        this.access = access;
    }

    /**
     * A model of a lineage.
     *
     * @param checkpoint empty where it learnt in a study that the person asking may not see; only its name is known then
     * @param lineage where it comes from; empty for a base model, and where it may not be seen
     */
    public record Generation(Lineage.Ancestor model, Optional<Checkpoint> checkpoint, Optional<Lineage> lineage) {}

    /** Every model that a checkpoint came of, itself first, down to the base models; empty where it may not be seen. */
    public List<Generation> ancestry(CheckpointId id) {
        if (checkpoints.find(id).isEmpty()) {
            return List.of();
        }
        SequencedMap<CheckpointId, Generation> known = new LinkedHashMap<>();
        for (CheckpointId ancestor : lineages.ancestry(id)) {
            Optional<Checkpoint> seen = checkpoints.find(ancestor);
            Optional<Lineage> lineage = seen.flatMap(visible -> lineages.of(ancestor));
            seen.map(visible -> new Lineage.Ancestor(ancestor, visible.name()))
                    .or(() -> named(known, ancestor))
                    .ifPresent(model -> known.put(ancestor, new Generation(model, seen, lineage)));
        }
        return List.copyOf(known.values());
    }

    private static Optional<Lineage.Ancestor> named(Map<CheckpointId, Generation> younger, CheckpointId id) {
        return younger.values().stream()
                .flatMap(generation -> generation.lineage().stream())
                .flatMap(Lineage::ancestors)
                .filter(model -> model.id().equals(id))
                .findFirst();
    }

    /** The studies in which a checkpoint's answers are judged and that the person asking may see, the latest first. */
    public List<StudyId> answeredIn(Checkpoint checkpoint) {
        return seen(lineages.answeredIn(checkpoint.name()));
    }

    /** Where a checkpoint comes from; empty for a base model. */
    public Optional<Lineage> of(CheckpointId id) {
        return checkpoints.find(id).flatMap(visible -> lineages.of(id));
    }

    /** What a checkpoint's card says; empty where it may not be seen. */
    public Optional<ModelCardFacts> card(CheckpointId id) {
        return checkpoints.find(id).map(this::card);
    }

    private ModelCardFacts card(Checkpoint checkpoint) {
        Optional<Lineage> lineage = lineages.of(checkpoint.id());
        return new ModelCardFacts(
                licence(checkpoint.id()),
                lineage.map(known -> lineages.settings(known.run())).orElse(Map.of()),
                lineage.map(known -> TrainedFigures.of(checkpoint.directory(), RunKind.parse(known.runKind())))
                        .orElse(List.of()),
                papers.orderedStream()
                        .flatMap(source -> source.judged(checkpoint.id()).stream())
                        .findFirst());
    }

    /** The first that is stated, from the model itself down the line of what each started from. */
    private Optional<String> licence(CheckpointId id) {
        Optional<CheckpointId> next = Optional.of(id);
        while (next.isPresent()) {
            Optional<String> stated = repository.find(next.get()).flatMap(model -> ModelLicence.of(model.directory()));
            if (stated.isPresent()) {
                return stated;
            }
            next = lineages.of(next.get()).map(known -> known.base().id());
        }
        return Optional.empty();
    }

    /** Whose judgements a run's snapshot holds, to whom may see its studies. */
    public List<Lineage.Contribution> contributions(Lineage lineage) {
        access.requireSee(lineage.pool());
        return lineages.contributions(lineage.snapshot());
    }

    /**
     * Every checkpoint that judgements reached, the oldest first: by a snapshot, through a base, or through a reward model
     * that guided it. Also those that the person asking may not see are named, for a withdrawn consent binds them too.
     *
     * @throws BadInput when there is no such judgement or comparison in a study that the person asking may see
     */
    public List<Touched> touched(TouchedBy origin) {
        SequencedMap<Lineage.Ancestor, List<LineageRepository.Step>> steps = new LinkedHashMap<>();
        for (LineageRepository.Step step : lineages.touched(origin, studies(origin))) {
            steps.computeIfAbsent(step.checkpoint(), first -> new ArrayList<>()).add(step);
        }
        return steps.entrySet().stream()
                .map(one -> new Touched(
                        one.getKey().id(),
                        one.getKey().name(),
                        checkpoints.find(one.getKey().id()),
                        one.getValue().stream()
                                .map(step -> new Touched.Way(step.kind(), step.through()))
                                .toList()))
                .toList();
    }

    /**
     * A person by login.
     *
     * @throws BadInput when nobody has it
     */
    public TouchedBy.OfPerson person(String login) {
        return new TouchedBy.OfPerson(lineages.person(login)
                .orElseThrow(() -> BadInput.coded(
                        "lineage.nobody",
                        "nobody has the account \"%s\"; give it as exports name annotators".formatted(login),
                        login)));
    }

    private List<StudyId> studies(TouchedBy origin) {
        List<StudyId> visible = switch (origin) {
            case TouchedBy.Judgement(UUID id) ->
                seen(lineages.studyOfJudgement(id).stream().toList());
            case TouchedBy.OfComparison all ->
                seen(lineages.studyOfComparison(all.id()).stream().toList());
            case TouchedBy.OfPerson(PersonId id) -> seen(lineages.studiesOfPerson(id));
        };
        if (visible.isEmpty() && !(origin instanceof TouchedBy.OfPerson)) {
            throw BadInput.coded(
                    "lineage.absent",
                    "there is no such judgement or comparison in a study that you may see; take its id from the exports");
        }
        return visible;
    }

    private List<StudyId> seen(List<StudyId> studies) {
        return studies.stream().filter(access::maySee).toList();
    }
}
