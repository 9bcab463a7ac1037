package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Question;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.Prompts;
import org.careloop.run.evaluation.SubjectList;
import org.careloop.run.evaluation.Terms;
import org.careloop.run.rows.GrowingRows;

/**
 * What an evaluation leaves: {@code asked.json} with its terms and words, {@code answers.jsonl} that grows, and {@code evaluation.json} at
 * the end.
 */
record ResultFolder(Path path) {
    /** In which the earlier model's result lies, where it was made together with the later one's. */
    static final String BEFORE = "before";

    static final String RESULT = "evaluation.json";
    private static final String ASKED = "asked.json";
    private static final String ANSWERS = "answers.jsonl";

    /** What was asked of whom. */
    private record Asked(String model, String dtype, Terms terms, Prompts prompts, SubjectList subjects) {}

    /** Whether a directory holds a whole result. */
    static boolean isResult(Path directory) {
        return Files.isRegularFile(directory.resolve(RESULT));
    }

    Evaluation evaluation() throws IOException {
        return Json.read(path.resolve(RESULT), Evaluation.class);
    }

    /**
     * The answers to these questions, in their order.
     *
     * @throws BadInput where one is missing
     */
    List<Answered> answers(Benchmark asked) throws IOException {
        Map<String, Answered> all = new HashMap<>();
        JsonLines.forEach(path.resolve(ANSWERS), Answered.class, answer -> all.put(answer.id(), answer));
        for (Question question : asked.questions()) {
            if (!all.containsKey(question.id())) {
                throw BadInput.in(
                        path.resolve(ANSWERS),
                        Phrase.filled(
                                "evaluation.unanswered",
                                "question \"%s\" has no answer, so the file is not whole; evaluate that model again",
                                question.id()));
            }
        }
        return asked.questions().stream()
                .map(question -> Objects.requireNonNull(all.get(question.id())))
                .toList();
    }

    /**
     * Makes the folder, or goes on with what the same command left in it.
     *
     * @return holds the folder
     * @throws BadInput where it holds something else, or another process works there
     */
    RunClaim begin(String model, String dtype, Exam exam) throws IOException {
        return new WorkFolder(path)
                .begin(
                        ASKED,
                        new Asked(model, dtype, exam.terms(), exam.prompts(), exam.subjects()),
                        Phrase.of(
                                "evaluation.out-differs",
                                "another evaluation is there, of another model or on other terms; give the same"
                                        + " arguments to go on with it, or name another --out"));
    }

    /** @param earlier takes the answers that are there */
    GrowingRows<Answered> rows(Consumer<Answered> earlier) throws IOException {
        return GrowingRows.open(path.resolve(ANSWERS), Answered.class, earlier);
    }

    /** Counts the answers, all of which are there. */
    Evaluation count(Exam exam) throws IOException {
        String model = Json.read(path.resolve(ASKED), Asked.class).model();
        return end(Evaluation.of(model, exam.terms(), exam.asked(), answers(exam.asked())));
    }

    /** This result beside an earlier one on the same terms. */
    Evaluation after(Path earlier, Exam exam) throws IOException {
        ResultFolder old = new ResultFolder(earlier);
        return end(evaluation()
                .after(
                        earlier.toString(),
                        old.evaluation(),
                        exam.asked(),
                        old.answers(exam.asked()),
                        answers(exam.asked())));
    }

    private Evaluation end(Evaluation evaluation) throws IOException {
        Json.replace(path.resolve(RESULT), evaluation);
        return evaluation;
    }
}
