package org.careloop.web.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.FoundFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.imports.ImportCheck;
import org.careloop.web.dataset.imports.ImportOrders;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.dataset.imports.LeftOut;
import org.careloop.web.dataset.imports.LeftOutFile;
import org.careloop.web.dataset.imports.RefusedRow;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports files into a study, or says what an import of them would do. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports comparisons into a study: all of every file, or nothing, unless rows are left out.",
        footer = "The user guide lists the formats that are read, under \"Import\".")
final class ImportCommand implements Commands.Summarised {
    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Option(
            names = "--columns",
            paramLabel = "OURS=THEIRS,…",
            defaultValue = "",
            description = "Which columns of a table are which: prompt=Question,a=Answer 1,b=Answer 2,annotator=Doctor.")
    private String columns = "";

    @Option(
            names = "--first-six",
            description = "Of more than six ranked answers, take the first six by rank, instead of refusing the row.")
    private boolean firstSix;

    @Option(names = "--check", description = "Only say what would come and what is wrong; import nothing.")
    private boolean check;

    @Option(
            names = "--leave-out",
            description = "Leave out rows that cannot be imported, instead of importing nothing.")
    private boolean leaveOut;

    @Option(
            names = "--left-out",
            paramLabel = "FILE",
            description = "Write the rows that cannot be imported to this file: file, line, problem and the row.")
    private @Nullable Path leftOut;

    @Option(
            names = "--identifiers",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description = {
                "What becomes of likely identifiers of people: refuse, mask, leave-out (their rows) or accept (with"
                        + " --reason);",
                "or one for a kind: mask,name=accept (default: ${DEFAULT-VALUE})."
            })
    private String identifiers = "";

    @Option(names = "--reason", defaultValue = "", description = "Why identifiers are accepted; it is kept.")
    private String reason = "";

    @Option(
            names = "--found",
            paramLabel = "FILE",
            description = "With --check, write the likely identifiers to this file: file, line, field, kind, text.")
    private @Nullable Path found;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import; the format is recognised.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Map<String, Object> call() throws IOException {
        try (ConfigurableApplicationContext context = database.open();
                LeftOutFile rows = new LeftOutFile(writer(leftOut), RefusedRow::problem);
                FoundFile places = new FoundFile(writer(found))) {
            // One transaction, so that a study created for this import does not remain if the files are refused.
            return context.getBean(TransactionTemplate.class).execute(status -> {
                if (check) {
                    status.setRollbackOnly();
                }
                return load(context, rows, places);
            });
        }
    }

    private static Writer writer(@Nullable Path file) throws IOException {
        return file == null ? Writer.nullWriter() : Files.newBufferedWriter(file);
    }

    private Map<String, Object> load(ConfigurableApplicationContext context, LeftOutFile rows, FoundFile places) {
        try {
            Study target = target(context);
            ImportService service = context.getBean(ImportService.class);
            ColumnChoice chosen = ColumnChoice.parse(columns);
            List<ImportFile> given = files.stream()
                    .map(file -> ImportFile.of(file).withColumns(chosen).withFirstSix(firstSix))
                    .toList();
            IdentifierChoice choice = IdentifierChoice.parse(identifiers, reason);
            if (check) {
                return checked(target, service.check(target.id(), given, seed, choice, rows, places));
            }
            ImportOrders orders = new ImportOrders(leaveOut ? LeftOut.REFUSED : LeftOut.NONE, choice);
            return summary(target, service.importFiles(target.id(), given, seed, orders, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints the summary first where rows are refused, for the command ends as for bad input then. */
    private Map<String, Object> checked(Study target, ImportCheck checked) {
        Map<String, Object> summary = summary(target, ImportResult.of(checked));
        List<String> wrong = new ArrayList<>();
        if (checked.unfitRows() > 0) {
            wrong.add("%s\n%,d rows cannot be imported.".formatted(checked.problems(), checked.unfitRows()));
        }
        checked.identifiers().undecided().ifPresent(wrong::add);
        if (!wrong.isEmpty()) {
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
            spec.commandLine().getOut().flush();
            throw new BadInput(String.join("\n", wrong));
        }
        return summary;
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
        if (!result.columns().isEmpty()) {
            summary.put("columns", result.columns());
        }
        summary.put("comparisons", result.comparisons());
        summary.put("votes", result.votes());
        summary.put("annotators", result.annotators());
        summary.put("adjudications", result.adjudications());
        if (!result.ignored().isEmpty()) {
            summary.put("ignored", result.ignored());
        }
        if (!result.passedOver().isEmpty()) {
            Map<String, String> why = new LinkedHashMap<>();
            result.passedOver().forEach(file -> why.put(file.file(), file.why().english()));
            summary.put("passedOver", why);
        }
        if (!result.leftOut().isEmpty()) {
            summary.put(check ? "refused" : "leftOut", result.leftOut());
        }
        if (!result.identifiers().isEmpty()) {
            summary.put("identifiers", result.identifiers());
        }
        if (result.notText() > 0) {
            summary.put("responsesReadAsText", result.notText());
        }
        return summary;
    }
}
