package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.statistics.Power;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.PlannedVerdict;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictPlans;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictTerms;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** The last stage of the loop: two models answer new questions, and the judges vote without knowing which model wrote what. */
@Service
class BlindStudy {
    private static final String NAME = "Demo: new questions, judged by a script";
    private static final long SEED = 1;

    /** The net win rate that the study is to find, and what is thought of its votes before the first one. */
    private static final Power.Assumption HOPED_FOR = new Power.Assumption(.3, .3, .7, ScriptedJudges.NUMBER);

    private static final int SIMULATED = 300;

    private final StudyService studies;
    private final StudyLifecycle lifecycle;
    private final ImportService imports;
    private final ScriptedJudges judges;
    private final VerdictPlans plans;
    private final VerdictService verdicts;

    BlindStudy(
            StudyService studies,
            StudyLifecycle lifecycle,
            ImportService imports,
            ScriptedJudges judges,
            VerdictPlans plans,
            VerdictService verdicts) {
        this.studies = studies;
        this.lifecycle = lifecycle;
        this.imports = imports;
        this.judges = judges;
        this.plans = plans;
        this.verdicts = verdicts;
    }

    /**
     * Makes a study of both models' answers to questions that no run has seen.
     *
     * @param seen prompts of the study that the runs learnt from
     */
    Study prepare(
            Path demo,
            DemoAnswers sampling,
            Checkpoint base,
            Checkpoint policy,
            Set<List<Message>> seen,
            PersonId operator)
            throws IOException, InterruptedException {
        List<Prompt> questions = NewQuestions.read(demo.resolve("corpus"), seen);
        List<ImportFile> compared = new ArrayList<>();
        for (Path pairs : sampling.compared(base, policy, questions)) {
            compared.add(ImportFile.of(inTheirLanguage(pairs)));
        }
        String guidelines = Files.readString(demo.resolve("study/guidelines.en.md"));
        StudyDesign design = StudyDesign.of(draft -> {
            draft.guidelines = guidelines;
            draft.overlap = ScriptedJudges.NUMBER;
            draft.order = StudyDesign.Order.RANDOM;
            draft.languages = List.of("en", "zh");
        });
        Study draft = studies.create(new NewStudy(NAME, design, Study.State.DRAFT), null);
        imports.importFiles(draft.id(), compared, SEED);
        plans.fix(draft, planned(base, policy, questions.size()), operator);
        return lifecycle.lock(draft, SEED);
    }

    private static PlannedVerdict planned(Checkpoint base, Checkpoint policy, int prompts) {
        VerdictTerms terms = new VerdictTerms(
                Optional.of(policy.name()),
                Optional.of(base.name()),
                VerdictTerms.USUAL_ALPHA,
                VerdictTerms.USUAL_MARGIN,
                SEED);
        double power =
                Power.of(HOPED_FOR, terms.alpha(), prompts, SIMULATED, SEED).within(prompts);
        return new PlannedVerdict(
                terms, Optional.of(policy.id()), Optional.of(base.id()), HOPED_FOR.netWinRate(), power, prompts);
    }

    /** Lets the judges vote and counts. */
    VerdictReport judge(Study study, JudgeRule rule) throws IOException {
        judges.judgeAll(study.id(), rule, SEED + 1);
        return verdicts.report(study, VerdictAsked.NOTHING);
    }

    /** The same comparisons with the language of each question. */
    private static Path inTheirLanguage(Path file) throws IOException {
        List<ObjectNode> rows = JsonLines.readAll(file, ObjectNode.class);
        rows.forEach(row ->
                row.put("language", NewQuestions.language(row.required("id").asString())));
        Path out = file.resolveSibling("in-their-language-" + file.getFileName());
        JsonLines.write(out, rows);
        return out;
    }
}
