package org.careloop.ppo.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.cli.SettingsOption;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Looks at every command of a path before the first one begins: a slip in the last stage is not found out after a week. Data
 * that an earlier stage makes are looked at by the stage that reads them.
 *
 * @param recipe for messages; paths are relative to its folder
 * @param out the path's directory; what lies below it is made by the path
 * @param commands every command, made anew
 */
record PlanCheck(Path recipe, Path out, Supplier<CommandLine> commands) {
    /** Models: what a stage makes can be none of a training's data. */
    private static final Set<String> MODELS = Set.of("--model", "--base", "--reward");

    /**
     * The same steps, the paths of their arguments absolute.
     *
     * @throws BadInput naming the recipe's line of the first step whose command, options, settings or data do not fit
     */
    List<PlannedStep> checked(List<PlannedStep> steps) throws IOException {
        List<PlannedStep> checked = new ArrayList<>();
        for (PlannedStep step : steps) {
            ParseResult given = parsed(step);
            requireSettings(step, given.commandSpec());
            PlannedStep absolute = step.with(absolute(step, given));
            requireData(absolute, parsed(absolute));
            checked.add(absolute);
        }
        return checked;
    }

    private ParseResult parsed(PlannedStep step) {
        try {
            ParseResult leaf = commands.get().parseArgs(step.arguments().toArray(String[]::new));
            while (leaf.hasSubcommand()) {
                leaf = leaf.subcommand();
            }
            return leaf;
        } catch (ParameterException e) {
            throw refused(step, Phrase.verbatim(String.valueOf(e.getMessage())));
        }
    }

    private void requireSettings(PlannedStep step, CommandSpec command) {
        for (CommandSpec mixin : command.mixins().values()) {
            if (mixin.userObject() instanceof SettingsOption<?> settings) {
                try {
                    settings.changes();
                } catch (BadInput e) {
                    throw refused(step, e.phrase());
                }
            }
        }
    }

    private void requireData(PlannedStep step, ParseResult given) throws IOException {
        boolean waits = paths(given).stream()
                .filter(argument -> !MODELS.contains(name(argument)))
                .flatMap(argument -> argument.stringValues().stream())
                .anyMatch(value -> Path.of(value).startsWith(out));
        if (!waits && given.commandSpec().userObject() instanceof TrainingCommand training) {
            try {
                training.requireData();
            } catch (BadInput e) {
                throw refused(step, e.phrase());
            }
        }
    }

    private static List<ArgSpec> paths(ParseResult given) {
        return given.matchedArgs().stream()
                .filter(argument -> argument.type() == Path.class
                        || Arrays.asList(argument.auxiliaryTypes()).contains(Path.class))
                .filter(argument -> !name(argument).equals("--out"))
                .toList();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private List<String> absolute(PlannedStep step, ParseResult given) {
        Set<String> values = new TreeSet<>();
        for (ArgSpec argument : paths(given)) {
            for (String value : argument.stringValues()) {
                requireFile(step, argument, value);
                values.add(value);
            }
        }
        Map<String, String> places = values.stream()
                .collect(Collectors.toMap(
                        value -> value,
                        value -> folder().resolve(value).normalize().toString()));
        return step.arguments().stream()
                .map(argument -> places.getOrDefault(argument, argument))
                .toList();
    }

    private Path folder() {
        return PathFolder.of(recipe);
    }

    private void requireFile(PlannedStep step, ArgSpec argument, String value) {
        try {
            Path file = folder().resolve(value).normalize();
            if (file.startsWith(out) || Files.exists(file)) {
                return;
            }
        } catch (InvalidPathException e) {
            // Said like a file that is not there.
        }
        throw refused(
                step,
                Phrase.filled(
                        "path.no-file",
                        "%s: there is no file or folder %s; paths are relative to the recipe",
                        name(argument),
                        value));
    }

    private BadInput refused(PlannedStep step, Phrase problem) {
        return BadInput.at(recipe, step.line(), Phrase.filled("path.refused", "\"%s\": %s", step.name(), problem));
    }
}
