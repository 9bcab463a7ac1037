package org.careloop.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.load.BenchStudy;
import org.careloop.web.WebApplication;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;

/** Times the queue, the lead's page and the export of a large study. */
final class LargeStudy {
    private static final String NAME = "Large";
    private static final int PEOPLE = 40;

    // With fewer, a load without pauses has judged them all before the measurement ends.
    private static final int ENOUGH_FOR_A_LOAD = 50_000;

    private final int comparisons;
    private final int votes;
    private final Duration wall;
    private final @Nullable Path kept;

    /**
     * @param votes that every comparison has; one more is open
     * @param wall how long each load lasts
     * @param kept folder of the database of an earlier run, or to keep this one in; null for a temporary one
     */
    LargeStudy(int comparisons, int votes, Duration wall, @Nullable Path kept) {
        this.comparisons = comparisons;
        this.votes = votes;
        this.wall = wall;
        this.kept = kept;
    }

    void run() throws Exception {
        Path data = kept == null ? Files.createTempDirectory("careloop-large") : Files.createDirectories(kept);
        int databasePort = ServerProcess.freePort();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(WebApplication.class)
                .run(
                        "--careloop.data=" + data,
                        "--careloop.postgres.port=" + databasePort,
                        "--spring.datasource.hikari.maximum-pool-size=24",
                        "--spring.main.banner-mode=off",
                        "--server.port=0")) {
            JdbcClient database = context.getBean(JdbcClient.class);
            BenchStudy study = find(database).orElseGet(() -> make(database));
            System.out.printf(
                    "%d comparisons, %d judgements, %s%n",
                    comparisons,
                    study.votes(database),
                    database.sql("select pg_size_pretty(pg_database_size(current_database()))")
                            .query(String.class)
                            .single());
            People people = People.signIn(context, study.logins());
            Authentication lead = people.all().getFirst();
            People.as(lead, new PageTimes(context, new StudyId(study.id()))::run);
            People.as(lead, new ExportSpeed(context, new StudyId(study.id()))::run);
            if (comparisons < ENOUGH_FOR_A_LOAD) {
                System.out.printf("no load: it takes at least %d comparisons%n", ENOUGH_FOR_A_LOAD);
                return;
            }
            ServiceLoad load = new ServiceLoad(context, people);
            load.run(1, wall);
            load.run(20, wall);
            new PgbenchPeer(databasePort, ServerProcess.superuserPassword(data)).run(20, wall);
        }
    }

    private Optional<BenchStudy> find(JdbcClient database) {
        return database.sql("select id from study where name = ?")
                .param(NAME)
                .query(UUID.class)
                .optional()
                .map(id -> new BenchStudy(id, logins(database)));
    }

    private static List<String> logins(JdbcClient database) {
        return database.sql("select login from person where login like 'bench-%' order by login")
                .query(String.class)
                .list();
    }

    private BenchStudy make(JdbcClient database) {
        long start = System.nanoTime();
        BenchStudy study = BenchStudy.create(database, NAME, comparisons, votes + 1, PEOPLE);
        study.fill(database, votes);
        System.out.printf("made in %.0f s%n", (System.nanoTime() - start) / 1e9);
        return study;
    }
}
