package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.Sha256;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backup and restore as a person calls them, on a data directory of their own. */
class BackupCommandTest {
    private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    @TempDir
    private Path folder;

    private Path data;
    private Path backups;
    private Path phrase;

    @BeforeEach
    void furnish() throws IOException {
        data = folder.resolve("data");
        backups = folder.resolve("backups");
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), """
            {"id":"1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"r1","verdict":"A"}]}
            {"id":"2","prompt":[{"role":"user","content":"p\\\\n\\t医"}],"a":"x","b":"y","responses":["x","y","z"]}
            """);
        assertThat(run("import", "--data", data, "--study", "Tried", "--create", "2", rows))
                .isZero();
        phrase = Files.createFile(
                folder.resolve("phrase"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(phrase, "correct horse battery\n");
    }

    private final HeardCommands commands = new HeardCommands();

    private int run(Object... arguments) {
        return commands.run(arguments);
    }

    private Path backup(Object... more) throws IOException {
        Object[] all = Stream.concat(Stream.of("backup", "--data", data, "--to", backups), Arrays.stream(more))
                .toArray();
        assertThat(run(all)).as(commands.said()).isZero();
        return latest();
    }

    private Path latest() throws IOException {
        try (Stream<Path> files = Files.list(backups)) {
            return files.sorted().reduce((first, second) -> second).orElseThrow();
        }
    }

    private List<Map<String, Object>> asked(Path of, String sql) throws IOException {
        try (ConfigurableApplicationContext context = HeadlessContext.open(of, null)) {
            return context.getBean(JdbcClient.class).sql(sql).query().listOfRows();
        }
    }

    /** A run as an earlier version stored it, by its whole path, with a model of its own and one from elsewhere. */
    private void addOldRun() throws IOException {
        Path elsewhere = model(folder.resolve("base"), "weights of the base");
        Path run = data.resolve("runs").resolve(RUN.toString());
        Path made = model(run.resolve("model"), "weights of the run");
        Files.createDirectories(run.resolve("state/step-000010"));
        Files.writeString(run.resolve("state/step-000010/state.json"), "{}");
        Files.createDirectories(run.resolve("state/step-000011.new"));
        Files.writeString(run.resolve("state/step-000011.new/state.json"), "{");
        Json.replace(
                run.resolve("run.json"),
                new RunSpec(
                        RUN.toString(),
                        RunKind.SFT,
                        Instant.EPOCH,
                        "lead",
                        elsewhere.toString(),
                        null,
                        Map.of(),
                        Map.of()));
        try (ConfigurableApplicationContext context = HeadlessContext.open(data, null)) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            jdbc.sql("""
                insert into checkpoint (id, name, kind, directory, sha256, created_at) values
                (gen_random_uuid(), 'base', 'POLICY', ?, ?, now())\
                """)
                    .params(elsewhere.toString(), Sha256.of("weights of the base"))
                    .update();
            jdbc.sql("""
                insert into run (id, study_id, kind, directory, settings, created_by, created_at)
                select ?, s.id, 'answer', ?, '{}', p.id, now() from study s, person p limit 1\
                """).params(RUN, run.toString()).update();
            jdbc.sql("""
                insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at) values
                (gen_random_uuid(), 'made', 'POLICY', ?, ?, ?, now())\
                """)
                    .params(made.toString(), RUN, Sha256.of("weights of the run"))
                    .update();
        }
    }

    private static Path model(Path at, String weights) throws IOException {
        Files.createDirectories(at);
        Files.writeString(at.resolve("config.json"), "{}");
        Files.writeString(at.resolve("model.safetensors"), weights);
        return at;
    }

    @Test
    void whatWasBackedUpIsThereAgainUnderAnotherPath() throws IOException {
        addOldRun();
        Path backup = backup();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");

        Path other = folder.resolve("other");
        assertThat(run("restore", backup, "--data", other)).as(commands.said()).isEqualTo(Commands.DONE);

        assertThat(commands.said()).contains("\"sound\":true").doesNotContain("NO");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
                .isEqualTo("rwx------");
        String all = "select c.external_id, c.prompt::text, j.verdict from comparison c left join judgement j on"
                + " j.comparison_id = c.id order by 1";
        assertThat(asked(other, all)).hasSize(2).isEqualTo(asked(data, all));
        assertThat(asked(
                        other,
                        "select directory from run union all select directory from checkpoint where run_id is"
                                + " not null"))
                .extracting(row -> row.get("directory"))
                .containsExactly("runs/" + RUN, "runs/" + RUN + "/model");
        Path run = other.resolve("runs").resolve(RUN.toString());
        String base = Json.read(run.resolve("run.json"), RunSpec.class).startsFrom();
        assertThat(base).startsWith("../../models/");
        assertThat(run.resolve(base).resolve("model.safetensors")).hasContent("weights of the base");
        assertThat(run.resolve("state/step-000010/state.json")).exists();
        assertThat(run.resolve("state/step-000011.new")).doesNotExist();
        assertThat(run("audit", "--data", other)).isEqualTo(Commands.DONE);
        assertThat(asked(other, "select action from audit_event where action like 'backup.%' order by seq"))
                .extracting(row -> row.get("action"))
                .containsExactly("backup.make", "backup.restore");
        assertThat(asked(
                        other,
                        "insert into run (id, study_id, kind, directory, settings, created_by, created_at)"
                                + " select gen_random_uuid(), study_id, kind, 'x', settings, created_by, now()"
                                + " from run limit 1 returning number"))
                .as("numbers go on")
                .extracting(row -> row.get("number"))
                .containsExactly(2L);
    }

    @Test
    void whatIsAppendOnlyIsSoAfterwards() throws IOException {
        Path other = folder.resolve("other");
        assertThat(run("restore", backup(), "--data", other))
                .as(commands.said())
                .isZero();

        assertThat(asked(other, "select count(*) as n from pg_trigger where not tgisinternal and tgenabled <> 'O'"))
                .extracting(row -> row.get("n"))
                .containsExactly(0L);
        String keys =
                "select conname, conrelid::regclass::text, pg_get_constraintdef(oid) as def from pg_constraint where"
                        + " connamespace = 'public'::regnamespace and conname not like 'pg%' order by 2, 1";
        assertThat(asked(other, keys)).hasSizeGreaterThan(100).isEqualTo(asked(data, keys));
    }

    @Test
    void aSealedOneOpensWithItsPassphraseAlone() throws IOException {
        Path backup = backup("--passphrase-file", phrase);
        assertThat(backup.toString()).endsWith(".zip.sealed");
        assertThat(Files.readString(backup, StandardCharsets.ISO_8859_1))
                .startsWith("CARELOOP-SEALED")
                .doesNotContain("study.copy");
        assertThat(run("backup", "--verify", backup, "--passphrase-file", phrase))
                .as(commands.said())
                .isZero();
        assertThat(commands.said()).contains("\"sealed\":true", "\"whole\":true");
        Path wrong = Files.copy(phrase, folder.resolve("wrong"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(wrong, "correct horse batterx\n");

        assertThat(run("restore", backup, "--data", folder.resolve("other"), "--passphrase-file", wrong))
                .isEqualTo(Commands.BAD_INPUT);

        assertThat(commands.said()).contains("the passphrase is not the one that it was sealed with");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(run("restore", backup, "--data", folder.resolve("other"), "--passphrase-file", phrase))
                .as(commands.said())
                .isZero();
        Files.setPosixFilePermissions(phrase, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("backup", "--verify", backup, "--passphrase-file", phrase))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(commands.said()).contains("chmod 600");
    }

    @Test
    void whatCannotBeRestoredChangesNothing() throws IOException {
        Path backup = backup();
        assertThat(run("restore", backup, "--data", data)).isEqualTo(Commands.BAD_INPUT);
        assertThat(commands.said()).contains("a restore changes nothing that is there");
        Path other = folder.resolve("other");
        byte[] sound = Files.readAllBytes(backup);
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 4;
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(sound, sound.length - 10), new byte[0])) {
            Path file = Files.write(folder.resolve("damaged"), damaged);
            assertThat(run("restore", file, "--data", other)).isEqualTo(Commands.BAD_INPUT);
            assertThat(commands.said()).contains("careloop: " + file + ": ");
            assertThat(other).doesNotExist();
        }
        Files.createDirectories(other.resolve("restore-in-progress"));
        assertThat(run("restore", backup, "--data", other)).isEqualTo(Commands.BAD_INPUT);
        assertThat(run("audit", "--data", other)).isEqualTo(Commands.BAD_INPUT);
        assertThat(commands.said()).contains("a restore into this data directory has not ended");
        assertThat(other.resolve("postgres")).doesNotExist();
    }

    @Test
    void aModelThatChangedIsToldAndOlderBackupsStay() throws IOException {
        addOldRun();
        Path older = backup();
        Files.writeString(folder.resolve("base/model.safetensors"), "weights of another");

        assertThat(run("backup", "--data", data, "--to", backups, "--keep", "1"))
                .isEqualTo(Commands.FAILED);

        assertThat(commands.said()).contains("\"whole\":false", "model \\\"base\\\": its weights have SHA-256");
        assertThat(older).exists();
        Path other = folder.resolve("other");
        assertThat(run("restore", latest(), "--data", other)).isEqualTo(Commands.FAILED);
        assertThat(commands.said()).contains("Not whole when the backup was made: model \"base\"");
        Files.writeString(folder.resolve("base/model.safetensors"), "weights of the base");
        assertThat(run("backup", "--data", data, "--to", backups, "--keep", "1", "--without-base-models"))
                .as(commands.said())
                .isZero();
        try (Stream<Path> left = Files.list(backups)) {
            assertThat(left).containsExactly(latest());
        }
        assertThat(run("restore", latest(), "--data", folder.resolve("third")))
                .as(commands.said())
                .isZero();
        assertThat(commands.said()).contains("\"leftOut\":[\"base\"]");
    }

    @Test
    void whereThereIsNoDatabaseNothingIsBackedUp() {
        assertThat(run("backup", "--data", folder.resolve("typo"), "--to", backups))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(commands.said()).contains("there is no database of CareLoop in this data directory");
        assertThat(run("backup", "--data", data)).isEqualTo(Commands.BAD_INPUT);
        assertThat(commands.said()).contains("--to is missing");
        assertThat(folder.resolve("typo")).doesNotExist();
    }
}
