package org.careloop.web.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.cli.Commands;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports files into a study: all of them or, after an error, none. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports comparisons into a study: all of every file, or nothing.",
        footer = "Reads CareLoop comparisons, TRL, MedicalGPT, hh-rlhf and PandaLM rows, and CSV with named columns.")
final class ImportCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--study", required = true, paramLabel = "NAME", description = "The study, by its name.")
    private String study = "";

    @Option(
            names = "--create",
            paramLabel = "VOTES",
            description = "Make the study if there is none of this name, with so many votes for each comparison.")
    private @Nullable Integer create;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description =
                    "Draws the sides of rows that only say which response was chosen (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import; the format is recognised.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Map<String, Object> call() throws IOException {
        try (ConfigurableApplicationContext context = database.open()) {
            // One transaction, so that a study created for this import does not remain if the files are refused.
            return context.getBean(TransactionTemplate.class).execute(status -> load(context));
        }
    }

    private Map<String, Object> load(ConfigurableApplicationContext context) {
        try {
            Study target = target(context);
            ImportResult result = context.getBean(ImportService.class)
                    .importFiles(target.id(), files.stream().map(ImportFile::of).toList(), seed);
            return summary(target, result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Study target(ConfigurableApplicationContext context) {
        StudyService studies = context.getBean(StudyService.class);
        return create != null && studies.findByName(study).isEmpty()
                ? studies.create(new NewStudy(study, "", create), null)
                : DatabaseOptions.study(context, study);
    }

    private Map<String, Object> summary(Study target, ImportResult result) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("study", target.name());
        summary.put(
                "recognised",
                result.formats().stream().map(file -> file.format().label()).toList());
        summary.put("comparisons", result.comparisons());
        summary.put("votes", result.votes());
        summary.put("annotators", result.annotators());
        if (result.notText() > 0) {
            summary.put("responsesReadAsText", result.notText());
        }
        return summary;
    }
}
