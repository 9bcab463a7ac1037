package org.careloop.web.exam;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The benchmarks on the server, and new ones that people bring. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class BenchmarkService {
    /** So many digits of a hash are shown as a version. */
    public static final int SHOWN = 8;

    /** How many runs a refusal names. */
    private static final int NAMED = 5;

    private final Benchmarks benchmarks;
    private final ExamRepository exams;
    private final DataFolders folders;
    private final AuditLog audit;
    private final Clock clock;

    BenchmarkService(Benchmarks benchmarks, ExamRepository exams, DataFolders folders, AuditLog audit, Clock clock) {
        this.benchmarks = benchmarks;
        this.exams = exams;
        this.folders = folders;
        this.audit = audit;
        this.clock = clock;
    }

    /** The benchmarks whose files lie on the server, also those that cannot be read. */
    public List<OnServer> list() throws IOException {
        return benchmarks.list();
    }

    /**
     * What lies in files, without keeping them.
     *
     * @throws BadInput naming file, line, field, what was given and expected, of the first thing that does not fit
     */
    public CheckedBenchmark check(NewBenchmark wanted) throws IOException {
        try (IncomingBenchmark incoming = IncomingBenchmark.copy(wanted, folders.exams(), clock.instant())) {
            return incoming.check();
        }
    }

    /**
     * Checks files and keeps them all, or none. The same files under the same name again are no new benchmark.
     *
     * @throws BadInput as {@link #check} does, and where other files lie under this name
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public CheckedBenchmark add(NewBenchmark wanted) throws IOException {
        try (IncomingBenchmark incoming = IncomingBenchmark.copy(wanted, folders.exams(), clock.instant())) {
            CheckedBenchmark found = incoming.check();
            if (incoming.keep(found.sha256())) {
                audit.record(
                        "exam.benchmark",
                        wanted.name(),
                        Map.of("questions", found.questions(), "sha256", found.sha256()));
            }
            return found;
        }
    }

    /**
     * Deletes the files of a benchmark that no exam has asked.
     *
     * @throws BadInput where there is none of this name, or naming the runs in which it is asked: their results name it
     */
    @Transactional(rollbackFor = Exception.class)
    public void remove(String name) throws IOException {
        exams.lock(name);
        Path place = benchmarks.require(name);
        List<Long> runs = exams.runs(name);
        if (!runs.isEmpty()) {
            String some = runs.stream().limit(NAMED).map(number -> "#" + number).collect(Collectors.joining(", "))
                    + (runs.size() > NAMED ? ", …" : "");
            throw BadInput.coded(
                    "exam.in-use",
                    "benchmark: given %s, which was asked in %s; expected one that no run has asked, because results name it: leave it where it is"
                            .formatted(name, some),
                    name,
                    some);
        }
        audit.record("exam.benchmark-removed", name, Map.of("sha256", Benchmarks.sha256(place)));
        IncomingBenchmark.putAside(place, clock.instant());
    }
}
