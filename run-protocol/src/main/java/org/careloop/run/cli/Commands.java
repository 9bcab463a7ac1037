package org.careloop.run.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import picocli.CommandLine;

/**
 * Runs picocli commands by the same rules: messages go to stderr; stdout ends with one JSON line that sums up the result;
 * the exit code is 0 (done), 2 (bad input or usage) or 1 (failed).
 */
public final class Commands {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int BAD_INPUT = 2;

    /** How picocli says that a value does not fit: it names the type, and at times the exception. */
    private static final Pattern UNFIT = Pattern.compile(
            "(?:cannot convert )?('[^']*') (?:to|is not an?) (?:class )?(?:\\w+\\.)*(\\w+)(?: \\(.*\\))?$",
            Pattern.DOTALL);

    private static final Map<String, String> TYPES = Map.of(
            "int", "a whole number",
            "long", "a whole number",
            "double", "a number",
            "boolean", "true or false",
            "Instant", "a moment such as 2026-01-31T08:00:00Z",
            "Path", "the name of a file");

    private Commands() {}

    /** What a command returns: the facts of its closing line on stdout. */
    public interface Summarised extends Callable<Map<String, Object>> {}

    /** Parses the arguments, runs the command that they name and returns the exit code. */
    public static int run(CommandLine commands, String... arguments) {
        commands.setExecutionStrategy(Commands::execute);
        commands.setExecutionExceptionHandler(Commands::explain);
        commands.setParameterExceptionHandler(Commands::usage);
        return commands.execute(arguments);
    }

    private static int execute(CommandLine.ParseResult parsed) throws CommandLine.ExecutionException {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine leaf = parsed.asCommandLineList().getLast();
        if (!(leaf.getCommand() instanceof Summarised command)) {
            throw new CommandLine.ParameterException(leaf, "name a command");
        }
        try {
            Map<String, Object> summary = command.call();
            if (!summary.isEmpty()) {
                leaf.getOut().println(Json.MAPPER.writeValueAsString(summary));
                leaf.getOut().flush();
            }
            return DONE;
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(leaf, String.valueOf(e.getMessage()), e);
        }
    }

    private static int explain(Exception thrown, CommandLine commandLine, CommandLine.ParseResult parsed) {
        Throwable cause = thrown instanceof CommandLine.ExecutionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        PrintWriter err = commandLine.getErr();
        if (cause instanceof BadInput) {
            err.println("careloop: " + cause.getMessage());
            err.flush();
            return BAD_INPUT;
        }
        err.println("careloop: failed: " + Failure.words(cause));
        if (System.getenv("CARELOOP_TRACE") != null) {
            cause.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static String plain(String message) {
        Matcher unfit = UNFIT.matcher(message);
        if (!unfit.find() || !TYPES.containsKey(unfit.group(2))) {
            return message;
        }
        return "%s%s was given; expected %s"
                .formatted(message.substring(0, unfit.start()), unfit.group(1), TYPES.get(unfit.group(2)));
    }

    private static int usage(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("careloop: " + plain(String.valueOf(e.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            e.getCommandLine().usage(err);
        }
        err.flush();
        return BAD_INPUT;
    }
}
