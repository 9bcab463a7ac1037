package org.careloop.web.exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.evaluation.Terms;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Study;
import org.careloop.web.training.Run;
import org.springframework.context.ApplicationContext;

/** A benchmark of two questions in the layout of MMLU that lies on the server. */
public final class ExamOnServer {
    private ExamOnServer() {}

    static ExamRequest request(DataFolders folders, String name, Checkpoint model, Study study) throws IOException {
        Path folder = Files.createDirectories(folders.exams().resolve(name));
        Files.writeString(folder.resolve("anatomy_test.csv"), "Which bone?,a,b,c,d,B\nWhich nerve?,a,b,c,d,C\n");
        return new ExamRequest(
                model.id(),
                Optional.empty(),
                Optional.of(study.id()),
                name,
                Optional.empty(),
                Terms.Method.LOGLIKELIHOOD,
                false,
                Map.of());
    }

    /** Brings another benchmark, and says its name. */
    public static String bring(ApplicationContext context, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("virology_test.csv"), "Which virus?,a,b,c,d,B\n");
        NewBenchmark.File given = new NewBenchmark.File("virology_test.csv", file);
        String name = "mmlu-" + UUID.randomUUID();
        context.getBean(BenchmarkService.class).add(new NewBenchmark(name, List.of(given), List.of(), false));
        return name;
    }

    /** Begins an exam. */
    public static Run start(ApplicationContext context, Checkpoint model, Study study, PersonId by) throws IOException {
        ExamRequest request = request(context.getBean(DataFolders.class), "walked", model, study);
        return context.getBean(ExamService.class).start(request, by);
    }
}
