package org.careloop.web.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Commands that work on the database of an installation, without its web server. */
@Command(
        name = "careloop",
        mixinStandardHelpOptions = true,
        description =
                "Comparisons in and out, the verdict on a model, the audit trail, backups, a lost password, services,"
                        + " and the demo of the whole loop.")
public final class DatabaseCommands {
    private DatabaseCommands() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine commands = new CommandLine(new DatabaseCommands())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new VerdictCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new PasswordCommand())
                .addSubcommand(new InstallCommand(System.getenv().getOrDefault("CARELOOP_HOME", "")))
                .addSubcommand(new DemoCommand());
        commands.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        return Commands.run(commands, arguments);
    }
}
