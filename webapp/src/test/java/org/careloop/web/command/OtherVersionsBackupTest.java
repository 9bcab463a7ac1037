package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A backup of an earlier version is migrated, one of a later version refused. */
class OtherVersionsBackupTest {
    private static final String SCHEMA = "select max(version::int) from flyway_schema_history";

    @TempDir
    private Path folder;

    private final HeardCommands commands = new HeardCommands();
    private Path backup;
    private int newest;

    /** A database as the version before had it. */
    @BeforeEach
    void backUpAnEarlierVersion() throws IOException {
        Path data = folder.resolve("data");
        try (ConfigurableApplicationContext context =
                HeadlessContext.open(data, null, Map.of("spring.flyway.target", "16"))) {
            context.getBean(JdbcClient.class).sql("""
                insert into person (id, login, display_name, password_hash, created_at)
                values (gen_random_uuid(), 'earlier', 'Earlier', '!', now())\
                """).update();
        }
        assertThat(commands.run("backup", "--data", data, "--to", folder.resolve("backups")))
                .as(commands.said())
                .isZero();
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            backup = files.findFirst().orElseThrow();
        }
        assertThat(commands.said()).contains("\"schema\":16");
        try (Stream<Path> migrations = Files.list(Path.of("../db/migrations"))) {
            newest = migrations
                    .mapToInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1")))
                    .max()
                    .orElseThrow();
        }
    }

    @Test
    void anEarlierOneIsMigrated() throws IOException {
        Path other = folder.resolve("other");
        assertThat(commands.run("restore", backup, "--data", other))
                .as(commands.said())
                .isZero();

        try (ConfigurableApplicationContext context = HeadlessContext.open(other, null)) {
            JdbcClient database = context.getBean(JdbcClient.class);
            assertThat(database.sql(SCHEMA).query(Integer.class).single()).isEqualTo(newest);
            assertThat(database.sql("select login from person")
                            .query(String.class)
                            .list())
                    .containsExactly("earlier");
        }
    }

    @Test
    void aLaterOneIsRefused() throws IOException {
        Path later = folder.resolve("later");
        try (ZipFile from = new ZipFile(backup.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(later))) {
            for (ZipEntry entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                copy(from, entry, to);
                to.closeEntry();
            }
        }

        assertThat(commands.run("restore", later, "--data", folder.resolve("other")))
                .isEqualTo(Commands.BAD_INPUT);

        assertThat(commands.said())
                .contains("the backup has schema 999, and this CareLoop knows those up to %d".formatted(newest));
        assertThat(folder.resolve("other")).doesNotExist();
    }

    private static void copy(ZipFile from, ZipEntry entry, OutputStream to) throws IOException {
        try (InputStream in = from.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            to.write(
                    entry.getName().equals("manifest.json")
                            ? new String(content, StandardCharsets.UTF_8)
                                    .replace("\"schema\" : 16", "\"schema\" : 999")
                                    .getBytes(StandardCharsets.UTF_8)
                            : content);
        }
    }
}
