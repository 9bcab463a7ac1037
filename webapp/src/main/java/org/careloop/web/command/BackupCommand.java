package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.web.backup.BackupReader;
import org.careloop.web.backup.Backups;
import org.careloop.web.backup.Manifest;
import org.careloop.web.backup.Passphrase;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a backup of an installation that may go on working, or looks whether one is whole. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes database, runs and models into one file, while CareLoop works; or verifies such a file.",
        footer = "Exit code 0: whole. 1: written, but something that the database names was not there as it was"
                + " registered.")
final class BackupCommand implements Commands.Summarised {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--to", paramLabel = "DIR", description = "The folder of backups; made where it is absent.")
    private @Nullable Path to;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Delete all but the latest N backups in the folder, once this one is whole (default: keep all).")
    private int keep;

    @Option(
            names = "--encrypt",
            description =
                    "Seal it with a passphrase, which is asked for where none is given. A passphrase that is given"
                            + " seals too.")
    private boolean encrypt;

    @Option(
            names = "--without-base-models",
            description =
                    "Leave out registered models that lie outside the data directory; a restore needs them where they"
                            + " were.")
    private boolean withoutBaseModels;

    @Option(names = "--verify", paramLabel = "FILE", description = "Make none, but read this one through.")
    private @Nullable Path verify;

    @Override
    public Map<String, Object> call() throws IOException {
        if (verify != null) {
            return summary(verify, Files.size(file(verify)), read(verify));
        }
        if (to == null) {
            throw new BadInput("--to is missing; expected the folder to write the backup into");
        }
        if (keep < 0) {
            throw new BadInput("--keep: given %d, expected how many backups to keep, or 0 for all".formatted(keep));
        }
        return made(to);
    }

    private static Path file(Path file) throws IOException {
        BackupReader.isSealed(file);
        return file;
    }

    private Manifest read(Path file) throws IOException {
        Optional<Passphrase> opens =
                BackupReader.isSealed(file) ? Optional.of(passphrase.required(false)) : Optional.empty();
        return new BackupReader(file, opens, Progress.of("verifying")::at).verify();
    }

    private Map<String, Object> made(Path folder) throws IOException {
        requireData();
        Optional<Passphrase> seals = encrypt
                ? Optional.of(passphrase.required(true).requireLong())
                : passphrase.given().map(Passphrase::requireLong);
        try (ConfigurableApplicationContext context = database.openAsItIs()) {
            Backups.Made made = context.getBean(Backups.class)
                    .make(new Backups.Order(folder, seals, !withoutBaseModels, keep), Progress.of("backup")::at);
            Map<String, Object> summary = summary(made.file(), made.bytes(), made.manifest());
            summary.put("removed", made.removed());
            if (made.manifest().isWhole()) {
                return summary;
            }
            // A command that fails prints no summary.
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
            spec.commandLine().getOut().flush();
            throw new IllegalStateException(
                    "the backup %s was written, and older ones were kept, but what the database names is not whole: %s"
                            .formatted(
                                    made.file(),
                                    String.join("; ", made.manifest().problems())));
        }
    }

    /** A command that starts an empty database would back up nothing with success. */
    private void requireData() {
        if (database.databaseUrl() == null && !Files.isDirectory(database.data().resolve("postgres"))) {
            throw BadInput.in(
                    database.data(),
                    "there is no database of CareLoop in this data directory; name the right one with --data, or a"
                            + " database with --database-url");
        }
    }

    private static Map<String, Object> summary(Path file, long bytes, Manifest manifest) throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", file.toString());
        summary.put("bytes", bytes);
        summary.put("sealed", BackupReader.isSealed(file));
        summary.put("begunAt", manifest.begunAt().toString());
        summary.put("schema", manifest.schema());
        summary.put("tables", manifest.tables().size());
        summary.put("rows", manifest.rows());
        summary.put("runs", manifest.runs().size());
        summary.put("models", manifest.models().size());
        summary.put("files", manifest.files().size());
        summary.put("contentBytes", manifest.bytes());
        summary.put("head", manifest.head());
        summary.put("whole", manifest.isWhole());
        if (!manifest.isWhole()) {
            summary.put("problems", manifest.problems());
        }
        return summary;
    }
}
