package org.careloop.web.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeCounts;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.PairOutcome;
import org.careloop.run.judging.Preference;
import org.careloop.web.WebTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Study;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** A folder as the command {@code judge} leaves it, put together by a test. */
public final class JudgedFolder {
    private final JudgeAsked asked;
    private final List<PairOutcome> pairs = new ArrayList<>();
    private final Map<String, List<Message>> prompts = new LinkedHashMap<>();

    private JudgedFolder(JudgeAsked asked) {
        this.asked = asked;
    }

    /** Of a judge about the models {@code new} and {@code old}. */
    public static JudgedFolder of(String judge) {
        return between(judge, "new", "old");
    }

    public static JudgedFolder between(String judge, String newModel, String rival) {
        return new JudgedFolder(
                new JudgeAsked(judge, newModel, rival, "0".repeat(64), Map.of("en", 1, "zh", 1), "tries=3"));
    }

    /** A pair to which the new model said {@code ofNew}. */
    public JudgedFolder pair(
            String id,
            String question,
            String ofNew,
            String ofRival,
            @Nullable Preference newFirst,
            @Nullable Preference rivalFirst) {
        List<Message> prompt = List.of(Message.user(question));
        prompts.put(id, prompt);
        pairs.add(PairOutcome.of(
                id,
                "en",
                PairOutcome.shown(prompt, ofNew, ofRival),
                newFirst,
                rivalFirst,
                ofNew.strip().equals(ofRival.strip())));
        return this;
    }

    public JudgeReport report() {
        return new JudgeCounts(prompts).report(asked, pairs, 0);
    }

    /** As it is kept beside the votes of a study that has all its pairs. */
    public JudgeResult result() {
        return new JudgeResult(
                JudgeResultId.random(), asked, List.copyOf(pairs), 0, "0".repeat(64), "a lead", WebTest.NOW);
    }

    /** Writes both files into a folder. */
    public JudgeFiles write(Path folder) throws IOException {
        Path report = folder.resolve("report.json");
        Path judged = folder.resolve("judged.jsonl");
        Json.replace(report, report());
        JsonLines.write(judged, pairs);
        return JudgeFiles.of(List.of(
                new JudgeFiles.File("report.json", report), new JudgeFiles.File("judge-1/judged.jsonl", judged)));
    }

    /** Imports a pair into a study, and attaches what a judge said of it. */
    public static JudgeResult attach(
            ApplicationContext context, JudgeService judges, Study study, PersonId by, Path folder) throws IOException {
        Path rows = Files.writeString(
                folder.resolve("judged-pair.jsonl"),
                "{\"id\":\"j1\",\"prompt\":\"Cough?\",\"a\":\"Rest.\",\"b\":\"Drink.\",\"models\":[\"new\",\"old\"]}\n");
        context.getBean(ImportService.class).importFiles(study.id(), List.of(ImportFile.of(rows)), 1);
        return judges.attach(
                study.id(),
                of("judge-70b")
                        .pair("j1", "Cough?", "Rest.", "Drink.", Preference.FIRST, Preference.EQUAL)
                        .write(folder),
                by);
    }
}
