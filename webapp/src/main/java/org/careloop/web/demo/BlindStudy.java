package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictTerms;
import org.springframework.stereotype.Service;

/** The last stage of the loop: two models answer new questions, and the judges vote without knowing which model wrote what. */
@Service
class BlindStudy {
    private static final String NAME = "Demo: new questions";
    private static final long SEED = 1;

    private final StudyService studies;
    private final StudyLifecycle lifecycle;
    private final ImportService imports;
    private final ScriptedJudges judges;
    private final VerdictService verdicts;

    BlindStudy(
            StudyService studies,
            StudyLifecycle lifecycle,
            ImportService imports,
            ScriptedJudges judges,
            VerdictService verdicts) {
        this.studies = studies;
        this.lifecycle = lifecycle;
        this.imports = imports;
        this.judges = judges;
        this.verdicts = verdicts;
    }

    /**
     * Makes a study of both models' answers to questions that no run has seen.
     *
     * @param seen prompts of the study that the runs learnt from
     */
    Study prepare(Path demo, DemoAnswers sampling, Checkpoint base, Checkpoint policy, Set<List<Message>> seen)
            throws IOException, InterruptedException {
        List<Prompt> questions = NewQuestions.read(demo.resolve("corpus"), seen);
        Path compared = inTheirLanguage(sampling.compared(base, policy, questions));
        String guidelines = Files.readString(demo.resolve("study/guidelines.en.md"));
        StudyDesign design = StudyDesign.of(draft -> {
            draft.guidelines = guidelines;
            draft.overlap = ScriptedJudges.NUMBER;
            draft.order = StudyDesign.Order.RANDOM;
            draft.languages = List.of("en", "zh");
        });
        Study draft = studies.create(new NewStudy(NAME, design, Study.State.DRAFT), null);
        imports.importFiles(draft.id(), List.of(ImportFile.of(compared)), SEED);
        return lifecycle.lock(draft, SEED);
    }

    /** Lets the judges vote and counts. */
    VerdictReport judge(Study study, JudgeRule rule) throws IOException {
        judges.judgeAll(study.id(), rule, SEED + 1);
        return verdicts.report(study, VerdictTerms.USUAL);
    }

    /** The same comparisons with the language of each question. */
    private static Path inTheirLanguage(Path file) throws IOException {
        List<Comparison> rows = new ArrayList<>();
        for (Comparison row : JsonLines.readAll(file, Comparison.class)) {
            rows.add(new Comparison(
                    row.id(),
                    row.prompt(),
                    row.a(),
                    row.b(),
                    row.votes(),
                    NewQuestions.language(row.id()),
                    row.tags(),
                    row.responses(),
                    row.models(),
                    row.specialty(),
                    row.gold(),
                    row.adjudications()));
        }
        Path out = file.resolveSibling("new-questions.jsonl");
        JsonLines.write(out, rows);
        return out;
    }
}
