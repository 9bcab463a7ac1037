package org.careloop.web.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedDatabaseTest {
    /** Unpacked once for all tests. */
    @TempDir
    private static Path programs;

    @TempDir
    private Path data;

    private EmbeddedDatabase database() {
        return new EmbeddedDatabase(data, programs);
    }

    private JdbcClient as(EmbeddedDatabase.Login login) {
        return JdbcClient.create(new DriverManagerDataSource(login.url(), login.user(), login.password()));
    }

    /** The JVM calls an account without a name "?". */
    @ParameterizedTest
    @ValueSource(strings = {"?", ""})
    void anAccountWithoutANameIsToldWhatPostgresqlWants(String name) {
        assertThatThrownBy(() -> EmbeddedDatabase.requireNamedAccount(name))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has a number and no name")
                .hasMessageContaining("--database-url");
    }

    @Test
    void nobodyComesInWithoutThePasswordThatOnlyTheOwnerReads() throws IOException {
        try (EmbeddedServer server = database().start(0)) {
            for (String user : List.of(
                    DatabaseRoles.SUPERUSER,
                    DatabaseRoles.APPLICATION,
                    DatabaseRoles.MIGRATIONS,
                    System.getProperty("user.name"))) {
                EmbeddedDatabase.Login guess = new EmbeddedDatabase.Login(server.port(), user, "guess");
                assertThatThrownBy(() -> as(guess).sql("select 1").query().singleValue())
                        .rootCause()
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
        }
        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(data.resolve("postgres-passwords.properties"))).isEqualTo("rw-------");
        assertThat(rights(data.resolve("postgres"))).isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(data)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("postgres", "postgres-passwords.properties");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table public.mine (id int)",
                "copy (select 1) to program 'true'",
                "select pg_read_file('PG_VERSION')",
                "select * from pg_authid",
                "alter role careloop superuser",
                "drop table kept"
            })
    void theApplicationReadsAndWritesRowsAndNothingElse(String sql) throws IOException {
        try (EmbeddedServer server = database().start(0)) {
            as(database().migrations(server.port()))
                    .sql("create table kept (id int)")
                    .update();
            JdbcClient application = as(database().application(server.port()));
            assertThat(application.sql("insert into kept values (1)").update()).isEqualTo(1);
            application.sql("analyze kept").update();
            assertThatThrownBy(() -> application.sql(sql).update())
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void aDatabaseOfAnEarlierVersionKeepsItsRowsAndIsClosed() throws IOException {
        try (EmbeddedPostgres earlier = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs.toFile())
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start()) {
            JdbcClient all = JdbcClient.create(earlier.getPostgresDatabase());
            all.sql("create table kept (id bigint generated always as identity, word text)")
                    .update();
            all.sql("insert into kept (word) values ('before')").update();
            all.sql("create function shout(text) returns text language sql as 'select upper($1)'")
                    .update();
        }
        try (EmbeddedServer server = database().start(0)) {
            JdbcClient application = as(database().application(server.port()));
            application.sql("insert into kept (word) values (shout('after'))").update();
            assertThat(application
                            .sql("select word from kept order by id")
                            .query(String.class)
                            .list())
                    .containsExactly("before", "AFTER");
            JdbcClient owner = as(database().migrations(server.port()));
            owner.sql("alter table kept add column more int").update();
            owner.sql("drop function shout").update();
            EmbeddedDatabase.Login open = new EmbeddedDatabase.Login(server.port(), DatabaseRoles.SUPERUSER, "");
            assertThatThrownBy(() -> as(open).sql("select 1").query().singleValue())
                    .rootCause()
                    .hasMessageContaining("password");
        }
    }

    @Test
    void aNumberThatAnotherProgramHasByNowDoesNotBlockTheStart() throws IOException {
        try (EmbeddedServer server = database().start(0)) {
            assertThat(database().leftRunning()).hasValue(server.port());
        }
        Path left = data.resolve("postgres/postmaster.pid");
        Files.writeString(
                left,
                "%d\n%s\n1\n5432\n\n127.0.0.1\n"
                        .formatted(ProcessHandle.current().pid(), data.resolve("postgres")));
        assertThat(database().leftRunning()).isEmpty();
        database().start(0).close();
    }

    @Test
    void aProgramThatIsNotWhatWasUnpackedIsReplaced(@TempDir Path own) throws IOException {
        EmbeddedDatabase database = new EmbeddedDatabase(data, own);
        database.start(0).close();
        Path server;
        try (Stream<Path> all = Files.walk(own)) {
            server = all.filter(file -> file.endsWith("bin/postgres"))
                    .findFirst()
                    .orElseThrow();
        }
        long size = Files.size(server);
        // Exchanged, not written over: the process that ended may hold its file for a moment longer.
        Files.delete(server);
        Files.writeString(server, "#!/bin/sh\nexit 1\n");
        new EmbeddedDatabase(data, own).start(0).close();
        assertThat(Files.size(server)).isEqualTo(size);
        assertThat(rights(own)).isEqualTo("rwx------");
    }

    @Test
    void aServerThatWasKilledComesBackOnItsPortWithItsRows() throws Exception {
        try (EmbeddedServer server = database().start(0)) {
            EmbeddedDatabase.Login owner = database().migrations(server.port());
            as(owner).sql("create table kept as select 'before' as word").update();
            kill();
            assertThat(server.isRunning()).isFalse();

            startAgain(server);
            assertThat(server.isRunning()).isTrue();
            assertThat(as(owner)
                            .sql("select word from kept")
                            .query(String.class)
                            .single())
                    .isEqualTo("before");
            assertThat(as(owner).sql("show fsync").query(String.class).single()).isEqualTo("on");
        }
        assertThat(Files.exists(data.resolve("postgres/postmaster.pid"))).isFalse();
    }

    /** The kill of the system, which no program can hear. */
    private void kill() throws IOException {
        String number =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(number)).orElseThrow();
        postmaster.destroyForcibly();
        while (PostmasterFile.isServer(postmaster)) {
            Thread.onSpinWait();
        }
    }

    /** Its other processes notice that it is gone, one after the other; until then nothing is started. */
    private static void startAgain(EmbeddedServer server) throws IOException, InterruptedException {
        while (!server.isRunning()) {
            try {
                server.startAgain();
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("still at work")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void whyAServerDoesNotComeBackIsSaidInItsOwnWords() throws Exception {
        try (EmbeddedServer server = database().start(0)) {
            kill();
            Files.writeString(data.resolve("postgres/PG_VERSION"), "9.6\n");
            assertThatThrownBy(() -> startAgain(server))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("database files are incompatible with server");
        }
    }

    @Test
    void passwordsThatAreGoneAreAskedForAndNotMadeAnew() throws IOException {
        database().start(0).close();
        Path passwords = data.resolve("postgres-passwords.properties");
        Path backup = Files.move(passwords, data.resolve("backup"));
        assertThatThrownBy(() -> database().start(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(passwords.toString())
                .hasMessageContaining("bring it back from a backup");
        assertThat(passwords).doesNotExist();

        Files.move(backup, passwords);
        database().start(0).close();
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
