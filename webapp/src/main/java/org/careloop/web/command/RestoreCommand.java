package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.web.backup.BackupReader;
import org.careloop.web.backup.Manifest;
import org.careloop.web.backup.Passphrase;
import org.careloop.web.backup.RestoreFolder;
import org.careloop.web.backup.Restores;
import org.careloop.web.backup.Restores.Check;
import org.flywaydb.core.Flyway;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings an installation back from a backup, under any path and on any machine. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Brings a backup into an empty data directory, or an empty database and an empty directory for the"
                        + " files.",
        footer = "Everything is verified before anything is written, and again afterwards. Exit code 0: all is as it"
                + " was, and sound. 1: restored, but something was broken before the backup was made; the table"
                + " says what. 2: nothing was restored.")
final class RestoreCommand implements Commands.Summarised {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Override
    public Map<String, Object> call() throws IOException {
        RestoreFolder folder = RestoreFolder.empty(database.data());
        Optional<Passphrase> opens =
                BackupReader.isSealed(file) ? Optional.of(passphrase.required(false)) : Optional.empty();
        Manifest manifest = new BackupReader(file, opens, Progress.of("verifying")::at).verify();
        refuseNewer(manifest);
        folder.requireRoom(manifest, database.databaseUrl() == null);
        if (database.databaseUrl() != null) {
            requireEmpty(folder, manifest);
        }
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        folder.begin();
        try {
            folder.writeFiles(new BackupReader(file, opens, Progress.of("files")::at), manifest);
            tell("rows …");
            load(folder, manifest, new BackupReader(file, opens, (done, total, what) -> {}), found);
            examine(folder, manifest, found);
        } catch (IOException | RuntimeException e) {
            abandon(folder, found);
            throw e;
        }
        folder.complete();
        return summary(folder, manifest, found);
    }

    /**
     * What the comparison showed.
     *
     * @param same with the backup
     * @param sound in itself, as it was when the backup was made
     */
    private record Found(List<Check> same, List<Check> sound) {
        List<Check> wrong(List<Check> of) {
            return of.stream().filter(check -> !check.same()).toList();
        }
    }

    private void abandon(RestoreFolder folder, Found found) throws IOException {
        folder.abandon();
        if (database.databaseUrl() != null && !found.same().isEmpty()) {
            tell("The database holds the rows of this restore now; make an empty one before you try again.");
        }
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void refuseNewer(Manifest manifest) throws IOException {
        int known = 0;
        for (Resource migration :
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migrations/V*__*.sql")) {
            String name = String.valueOf(migration.getFilename());
            known = Math.max(known, Integer.parseInt(name.substring(1, name.indexOf("__"))));
        }
        if (manifest.schema() > known) {
            throw BadInput.in(
                    file,
                    "the backup has schema %d, and this CareLoop knows those up to %d; use the CareLoop that made it, or a later one"
                            .formatted(manifest.schema(), known));
        }
    }

    private void requireEmpty(RestoreFolder folder, Manifest manifest) throws IOException {
        try (ConfigurableApplicationContext context = open(folder, Map.of("spring.flyway.enabled", false))) {
            context.getBean(Restores.class).requireEmpty(manifest);
        }
    }

    /** On the schema that the backup has; what came later is done to the rows by their migrations. */
    private void load(RestoreFolder folder, Manifest manifest, BackupReader backup, Found found) throws IOException {
        try (ConfigurableApplicationContext context = open(folder, Map.of("spring.flyway.target", manifest.schema()))) {
            context.getBean(Flyway.class);
            found.same().add(context.getBean(Restores.class).load(manifest, backup));
        }
    }

    private void examine(RestoreFolder folder, Manifest manifest, Found found) throws IOException {
        try (ConfigurableApplicationContext context = open(folder, Map.of())) {
            Restores restores = context.getBean(Restores.class);
            found.same().addAll(restores.compare(manifest, folder, String.valueOf(file.getFileName())));
            if (!found.wrong(found.same()).isEmpty()) {
                print(found.same());
                throw new IllegalStateException(
                        "what was restored is not what the backup holds; nothing of it was kept");
            }
            found.sound().addAll(restores.examine());
        }
    }

    private ConfigurableApplicationContext open(RestoreFolder folder, Map<String, ?> own) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(own);
        settings.put("careloop.runs", folder.inside().resolve("runs").toString());
        return HeadlessContext.open(folder.inside(), database.databaseUrl(), settings);
    }

    private Map<String, Object> summary(RestoreFolder folder, Manifest manifest, Found found) {
        print(Stream.concat(found.same().stream(), found.sound().stream()).toList());
        manifest.problems().forEach(problem -> tell("Not whole when the backup was made: " + problem));
        boolean sound = manifest.isWhole() && found.wrong(found.sound()).isEmpty();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("data", folder.data().toString());
        summary.put("begunAt", manifest.begunAt().toString());
        summary.put("rows", manifest.rows());
        summary.put("files", manifest.files().size());
        summary.put("bytes", manifest.bytes());
        summary.put("head", manifest.head());
        summary.put("sound", sound);
        leftOut(manifest, summary);
        if (sound) {
            return summary;
        }
        // A command that fails prints no summary.
        spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
        spec.commandLine().getOut().flush();
        throw new IllegalStateException(
                "everything was restored as the backup has it, but not all of it was sound then; the table says what");
    }

    private void leftOut(Manifest manifest, Map<String, Object> summary) {
        List<String> names = manifest.models().stream()
                .filter(model -> model.place() == null)
                .map(Manifest.Model::name)
                .toList();
        if (!names.isEmpty()) {
            summary.put("leftOut", names);
            tell("Not in the backup, and needed where they were registered: " + String.join(", ", names));
        }
    }

    private void print(List<Check> checks) {
        tell("%-36s %-22s %-22s %s".formatted("compared", "in the backup", "restored", "same"));
        checks.forEach(check -> tell("%-36s %-22s %-22s %s"
                .formatted(check.what(), check.expected(), check.found(), check.same() ? "yes" : "NO")));
    }
}
