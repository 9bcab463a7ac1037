package org.careloop.ppo.path;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.Commands;
import org.careloop.run.path.Recipe;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code careloop path}: a whole path from texts to an aligned model. */
@Command(
        name = "path",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a model along a path: the stages of a YAML file, one after the other, with exams between them.",
            "Every command is looked at before the first one begins. The same command goes on where it stopped."
        })
public final class PathCommand implements Commands.Summarised {
    private final Supplier<CommandLine> commands;
    private final String mainClass;

    @Parameters(paramLabel = "FILE", description = "The recipe: model, exams and stages.")
    private Path file;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the path, to make or go on with: a run directory of each stage.")
    private Path out;

    @Option(names = "--check", description = "Looks at everything, prints the commands, and does nothing.")
    private boolean checkOnly;

    @Spec
    private CommandSpec spec;

    /**
     * @param commands every command of the command line, made anew
     * @param mainClass that runs them
     */
    public PathCommand(Supplier<CommandLine> commands, String mainClass) {
        this.commands = commands;
        this.mainClass = mainClass;
    }

    @Override
    public Map<String, Object> call() throws IOException, InterruptedException {
        PathFolder folder = new PathFolder(out.toAbsolutePath().normalize());
        List<PlannedStep> steps =
                new PlanCheck(file, folder.path(), commands).checked(PathPlan.of(Recipe.read(file), folder.path()));
        PrintWriter err = spec.commandLine().getErr();
        if (checkOnly) {
            steps.forEach(step -> err.println("careloop " + String.join(" ", step.arguments())));
            err.flush();
            return Map.of("path", file.toString(), "steps", steps.size());
        }
        StepProcess process = new StepProcess(mainClass, PathFolder.of(file), folder.path());
        try (RunClaim claim = folder.begin(steps)) {
            new PathRun(folder, process, InstantSource.system(), line -> {
                        err.println(line);
                        err.flush();
                    })
                    .toTheEnd(steps);
        }
        PathReport report = PathReport.of(steps, folder);
        report.write(folder);
        err.print(ReportText.of(report));
        err.flush();
        return summary(folder, steps);
    }

    private static Map<String, Object> summary(PathFolder folder, List<PlannedStep> steps) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("path", folder.path().toString());
        summary.put("steps", steps.size());
        steps.stream()
                .filter(step -> step.kind().isPresent())
                .reduce((one, next) -> next)
                .ifPresent(last -> summary.put(
                        "model",
                        folder.path().resolve(last.folder()).resolve("model").toString()));
        summary.put("report", folder.path().resolve("report.md").toString());
        return summary;
    }
}
