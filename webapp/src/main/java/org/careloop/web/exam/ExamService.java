package org.careloop.web.exam;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.evaluation.SubjectList;
import org.careloop.run.settings.EvaluateSettings;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.NewRun;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunOrders;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets models take exams. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class ExamService {
    private final Benchmarks benchmarks;
    private final ExamRepository exams;
    private final CheckpointService checkpoints;
    private final StudyService studies;
    private final StudyAccess access;
    private final RunOrders orders;
    private final Clock clock;

    ExamService(
            Benchmarks benchmarks,
            ExamRepository exams,
            CheckpointService checkpoints,
            StudyService studies,
            StudyAccess access,
            RunOrders orders,
            Clock clock) {
        this.benchmarks = benchmarks;
        this.exams = exams;
        this.checkpoints = checkpoints;
        this.studies = studies;
        this.access = access;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Freezes the files and hands the run over to the workers.
     *
     * @throws BadInput naming the first thing in the files that does not fit; when a model is no policy, or both have the
     *     same weights
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Run start(ExamRequest request, PersonId by) throws IOException {
        Checkpoint model = checkpoints.require(request.model(), ModelKind.POLICY);
        Optional<Checkpoint> before = request.before().map(id -> checkpoints.require(id, ModelKind.POLICY));
        before.ifPresent(other -> refuseSame(model, other));
        Study study = study(request, model);
        exams.use(request.benchmark());
        Path folder = benchmarks.require(request.benchmark());
        List<Path> examples = examples(folder, request.all());
        List<Path> questions = Benchmarks.files(folder);
        Exam exam = Exam.read(List.of(folder), examples, order(request), request.all());
        NewRun wanted = new NewRun(
                RunKind.EVALUATE,
                study.id(),
                Optional.of(model.id()),
                Optional.empty(),
                request.settings(),
                Optional.empty(),
                by);
        Run run = orders.give(
                wanted,
                study.name(),
                directory -> {
                    ExamFiles.write(directory, request.benchmark(), questions, examples, exam, clock.instant());
                    return Optional.empty();
                },
                made -> spec(
                        made,
                        request,
                        Stream.concat(Stream.of(model), before.stream()).toList()));
        exams.insert(
                run.id(),
                request,
                exam.prompts().language(),
                exam.asked().questions().size());
        return run;
    }

    private static void refuseSame(Checkpoint model, Checkpoint other) {
        if (model.sha256().equals(other.sha256())) {
            throw new BadInput(Phrase.filled(
                    "exam.same-model",
                    "\"%s\" and \"%s\" have the same weights; compare with another model, or with none",
                    model.name(),
                    other.name()));
        }
    }

    private Study study(ExamRequest request, Checkpoint model) {
        return request.study()
                .or(model::study)
                .map(id -> studies.find(id).orElseThrow(StudyProblem::absent))
                .orElseThrow(() -> new BadInput(Phrase.filled(
                        "exam.no-study",
                        "\"%s\" was trained in no study; choose the study that this exam belongs to",
                        model.name())));
    }

    private static ExamOrder order(ExamRequest request) throws IOException {
        SubjectList subjects =
                request.subjects().isPresent() ? subjects(request.subjects().get()) : null;
        return new ExamOrder(subjects, null, request.method(), request.leaveOutUnkeyed());
    }

    /** One that comes with the program: a name from outside is no file of the server. */
    private static SubjectList subjects(String name) throws IOException {
        if (!SubjectList.NAMES.contains(name)) {
            throw BadInput.field(
                    "subjects",
                    name,
                    Phrase.filled("exam.benchmarks", "one of %s", String.join(", ", SubjectList.NAMES)));
        }
        return SubjectList.read(name);
    }

    private static List<Path> examples(Path folder, EvaluateSettings settings) throws IOException {
        if (settings.shots() == 0) {
            return List.of();
        }
        Path examples = Benchmarks.examples(folder)
                .orElseThrow(() -> BadInput.field(
                        "shots",
                        settings.shots(),
                        Phrase.filled(
                                "exam.no-examples",
                                "0, because the folder \"%s\" has no folder \"examples\" to take them from",
                                String.valueOf(folder.getFileName()))));
        return Benchmarks.files(examples);
    }

    private static RunSpec spec(Run run, ExamRequest request, List<Checkpoint> models) {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("study", run.studyName());
        lineage.put("benchmark", request.benchmark());
        lineage.put("run", String.valueOf(run.number()));
        return new RunSpec(
                run.id().toString(),
                RunKind.EVALUATE,
                run.createdAt(),
                run.createdBy(),
                null,
                null,
                null,
                List.of(),
                models.stream()
                        .map(model -> RunSpec.Answerer.checkpoint(
                                model.name(), model.directory().toString()))
                        .toList(),
                request.settings(),
                lineage);
    }

    /** The exam of a run; empty for a run of another kind, and where the person asking may not see each of its studies. */
    @Transactional(readOnly = true)
    public Optional<TakenExam> of(RunId run) {
        return exams.find(run).filter(exam -> access.maySee(exam.pool()));
    }

    /** The exams of a model, and those in which another was compared with it, the latest first. */
    @Transactional(readOnly = true)
    public List<TakenExam> of(CheckpointId model) {
        return exams.of(model).stream()
                .filter(exam -> access.maySee(exam.pool()))
                .toList();
    }
}
