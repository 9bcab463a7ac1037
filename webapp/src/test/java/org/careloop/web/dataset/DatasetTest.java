package org.careloop.web.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.web.ServiceTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files on their way into studies and out of them. */
public abstract class DatasetTest extends ServiceTest {
    @Autowired
    protected ImportService imports;

    @Autowired
    protected ExportService exports;

    @Autowired
    protected StudyService studies;

    @Autowired
    protected ComparisonRepository comparisons;

    @Autowired
    protected JdbcClient jdbc;

    @TempDir
    protected Path folder;

    /** A study of its own that asks for so many votes. */
    protected Study newStudy(int overlap) {
        return studies.create(new NewStudy(unique("Data"), "", overlap), null);
    }

    protected Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    protected Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    protected ImportResult importFile(Study into, Path file) throws IOException {
        return imports.importFiles(into.id(), List.of(ImportFile.of(file)), 1);
    }

    /** What our own format holds of a study. */
    protected List<Comparison> exported(Study from) throws IOException {
        Path out = folder.resolve("exported.jsonl");
        exports.writeFile(from.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, out);
        return Files.notExists(out) ? List.of() : JsonLines.readAll(out, Comparison.class);
    }
}
