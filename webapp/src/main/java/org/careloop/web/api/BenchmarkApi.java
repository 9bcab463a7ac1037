package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.web.dataset.files.Archive;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.exam.BenchmarkService;
import org.careloop.web.exam.CheckedBenchmark;
import org.careloop.web.exam.NewBenchmark;
import org.careloop.web.exam.OnServer;
import org.springframework.http.HttpStatus;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exams on the server, and files of new ones. */
@RestController
@RequestMapping("/api/v1/benchmarks")
class BenchmarkApi {
    private static final long LARGEST_BODY = 1L << 30;
    private static final String EXAMPLES = "examples/";

    private final BenchmarkService benchmarks;

    BenchmarkApi(BenchmarkService benchmarks) {
        this.benchmarks = benchmarks;
    }

    /**
     * An exam on the server.
     *
     * @param name for {@code benchmark} of {@code POST /runs/exams}
     * @param version the first digits of the SHA-256 of its files; empty where they cannot be read
     * @param problem why they cannot be read; empty where they can
     */
    record BenchmarkView(
            String name,
            int questions,
            int unkeyed,
            String language,
            boolean hasExamples,
            List<String> subjectLists,
            String version,
            String problem) {
        static BenchmarkView of(OnServer one) {
            return new BenchmarkView(
                    one.name(),
                    one.questions(),
                    one.unkeyed(),
                    one.language(),
                    one.hasExamples(),
                    one.subjectLists(),
                    one.version(),
                    one.problem().map(Object::toString).orElse(""));
        }
    }

    /** What was brought. */
    record Brought(
            String name,
            String layout,
            int questions,
            int unkeyed,
            Map<String, Integer> subjects,
            int examples,
            String sha256) {
        static Brought of(String name, CheckedBenchmark found) {
            return new Brought(
                    name,
                    found.layout().label(),
                    found.questions(),
                    found.unkeyed(),
                    found.subjects(),
                    found.examples(),
                    found.sha256());
        }
    }

    @GetMapping
    List<BenchmarkView> list() throws IOException {
        return benchmarks.list().stream().map(BenchmarkView::of).toList();
    }

    /**
     * Checks the files of an exam and keeps all of them, or none. The same again is no new exam.
     *
     * @param name under which it is asked for
     * @param leaveOutUnkeyed takes files in which questions have no key
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Brought add(
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean leaveOutUnkeyed,
            HttpServletRequest request)
            throws IOException {
        Path folder = Files.createTempDirectory("careloop-exam");
        try {
            Path body = folder.resolve("body");
            RequestBodies.receive(request.getInputStream(), body, LARGEST_BODY);
            return Brought.of(name, benchmarks.add(unpacked(name, leaveOutUnkeyed, body, folder)));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Deletes the files of an exam that no run has asked. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name) throws IOException {
        if (benchmarks.list().stream().noneMatch(one -> one.name().equals(name))) {
            throw new ApiProblems.NotFound(
                    "there is no exam \"%s\"; GET /api/v1/benchmarks lists them".formatted(name));
        }
        benchmarks.remove(name);
    }

    /** Under numbers, so that no name of the archive leads out of the folder. */
    private static NewBenchmark unpacked(String name, boolean leaveOutUnkeyed, Path body, Path folder)
            throws IOException {
        List<NewBenchmark.File> questions = new ArrayList<>();
        List<NewBenchmark.File> examples = new ArrayList<>();
        ImportFile archive = new ImportFile(name, body);
        Archive.forEachOfZip(archive, (file, in) -> {
            String own = file.name().substring(name.length() + 1);
            Path copy = folder.resolve(String.valueOf(questions.size() + examples.size()));
            Files.copy(in, copy);
            (own.startsWith(EXAMPLES) || own.contains("/" + EXAMPLES) ? examples : questions)
                    .add(new NewBenchmark.File(own, copy));
        });
        return new NewBenchmark(name, questions, examples, leaveOutUnkeyed);
    }
}
