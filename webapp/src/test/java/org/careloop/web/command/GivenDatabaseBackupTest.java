package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backup and restore with a PostgreSQL of the administrator's. */
class GivenDatabaseBackupTest {
    private static final String VOTES =
            "select c.external_id, j.verdict from comparison c left join judgement j on j.comparison_id = c.id order"
                    + " by 1";

    @TempDir
    private Path folder;

    private final HeardCommands commands = new HeardCommands();

    private static String url(EmbeddedPostgres server) {
        return "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(server.getPort());
    }

    private List<Map<String, Object>> asked(String url, Path data) throws IOException {
        try (ConfigurableApplicationContext context = HeadlessContext.open(data, url)) {
            return context.getBean(JdbcClient.class).sql(VOTES).query().listOfRows();
        }
    }

    @Test
    void anEmptyDatabaseTakesABackupAndOneThatHoldsSomethingDoesNot() throws IOException {
        Path data = folder.resolve("data");
        Path other = folder.resolve("other");
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), """
            {"id":"1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"r1","verdict":"A"}]}
            """);
        try (EmbeddedPostgres one = EmbeddedPostgres.builder().start();
                EmbeddedPostgres two = EmbeddedPostgres.builder().start()) {
            assertThat(commands.run(
                            "import",
                            "--data",
                            data,
                            "--database-url",
                            url(one),
                            "--study",
                            "Tried",
                            "--create",
                            "2",
                            rows))
                    .as(commands.said())
                    .isZero();
            assertThat(commands.run(
                            "backup", "--data", data, "--database-url", url(one), "--to", folder.resolve("backups")))
                    .as(commands.said())
                    .isZero();
            Path backup;
            try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
                backup = files.findFirst().orElseThrow();
            }

            assertThat(commands.run("restore", backup, "--data", other, "--database-url", url(one)))
                    .isEqualTo(Commands.BAD_INPUT);
            assertThat(commands.said()).contains("the database holds something in table");
            assertThat(other).doesNotExist();
            assertThat(commands.run("restore", backup, "--data", other, "--database-url", url(two)))
                    .as(commands.said())
                    .isZero();

            assertThat(commands.said()).contains("\"sound\":true");
            assertThat(asked(url(two), other)).hasSize(1).isEqualTo(asked(url(one), data));
            assertThat(other.resolve("runs")).isDirectory();
            assertThat(other.resolve("postgres")).doesNotExist();
        }
    }
}
