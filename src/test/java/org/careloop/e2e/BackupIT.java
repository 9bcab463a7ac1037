package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.web.training.RunWatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A backup while people judge, restored under another path: everything that was acknowledged before is there, and works. */
@ExtendWith(FailureReport.class)
class BackupIT {
    private static final UUID VERDICT = UUID.fromString("00000000-0000-0000-0000-0000000000ba");

    @TempDir
    private Path folder;

    /** What the pages said before, and must say again. */
    private record Seen(String verdict, String run, String checkpoint) {}

    @Test
    void whatWasAcknowledgedBeforeIsThereAgainElsewhereAndWorks() throws Exception {
        Path data = folder.resolve("data");
        Path other = folder.resolve("other");
        List<VotingPeople.Acknowledged> votes;
        JsonNode made;
        String run;
        Seen before;
        try (Chromium chromium = new Chromium()) {
            try (RunningCareLoop careloop = RunningCareLoop.startWebOnly(Files.createDirectory(data))) {
                VotingPeople people = new VotingPeople(careloop);
                try (people) {
                    run = furnish(careloop, chromium);
                    made = command("backup", "--data", data, "--to", folder.resolve("backups"));
                }
                votes = people.acknowledged();
                before = look(careloop, chromium, run);
            }
            Path hidden = Files.move(data, folder.resolve("gone"));
            assertThat(command("restore", made.get("file").asString(), "--data", other)
                            .get("sound")
                            .asBoolean())
                    .isTrue();
            try (RunningCareLoop careloop = RunningCareLoop.startWebOnly(other)) {
                everyVoteIsThereOnce(
                        careloop, votes, Instant.parse(made.get("begunAt").asString()));
                Seen after = look(careloop, chromium, run);
                assertThat(after.verdict()).isEqualTo(before.verdict());
                assertThat(after.run()).isEqualTo(before.run());
                assertThat(after.checkpoint()).isEqualTo(before.checkpoint());
                answers(careloop, other);
            }
            FileSystemUtils.deleteRecursively(hidden);
        }
    }

    /** A verdict on two models, a run that is over, and the model that it made; gives the run's address. */
    private static String furnish(RunningCareLoop careloop, Chromium chromium) throws IOException {
        VerdictStudy.add(careloop.database(), VERDICT, "Paediatric emergencies");
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "ml-engineer");
        Visit.open(page, careloop.address("/train/" + VERDICT + "/reward"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start training"))
                .click();
        page.waitForURL("**/runs/*");
        RunDirectory directory = careloop.newestRun();
        FileSystemUtils.copyRecursively(RunningCareLoop.root().resolve("demo/policy"), directory.model());
        String run = DrawnRun.finish(careloop);
        careloop.part(RunWatcher.class).look();
        page.context().close();
        return run;
    }

    private static Seen look(RunningCareLoop careloop, Chromium chromium, String run) {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "study-lead");
        Visit.open(page, careloop.address("/study/" + VERDICT + "/verdict"));
        page.getByText(VerdictStudy.CANDIDATE).first().waitFor();
        String verdict = page.locator(".page").first().innerText();
        page.context().close();
        page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "ml-engineer");
        String ended = text(page, careloop.address(run));
        assertThat(page.locator("care-curve canvas:visible").first()).isVisible();
        String checkpoint = text(page, careloop.address("/checkpoints/" + made(careloop, "id::text")));
        page.context().close();
        assertThat(verdict).contains(VerdictStudy.CANDIDATE, VerdictStudy.RIVAL, "%");
        // The moment of the look, and hashes of files, which appear when they are computed, whoever looks first.
        return new Seen(
                verdict.replaceAll("As of [^.]*[.]", ""),
                ended,
                checkpoint.replaceAll("(?m)\\t(being computed|[0-9a-f]{64})$", ""));
    }

    private static String made(RunningCareLoop careloop, String column) {
        return careloop.database()
                .sql("select %s from checkpoint where run_id is not null".formatted(column))
                .query(String.class)
                .single();
    }

    private static String text(Page page, String address) {
        Visit.open(page, address);
        page.locator(".page h1, h1").first().waitFor();
        Chromium.settle(page);
        return page.locator(".page").first().innerText();
    }

    private static void everyVoteIsThereOnce(
            RunningCareLoop careloop, List<VotingPeople.Acknowledged> votes, Instant begun) {
        List<UUID> stored = careloop.database()
                .sql("select submission from judgement")
                .query(UUID.class)
                .list();
        Set<UUID> once = new HashSet<>(stored);
        assertThat(once).as("none is doubled").hasSameSizeAs(stored);
        List<VotingPeople.Acknowledged> earlier =
                votes.stream().filter(vote -> vote.at().isBefore(begun)).toList();
        assertThat(earlier).hasSizeGreaterThan(10).hasSizeLessThan(votes.size());
        assertThat(once)
                .as("votes acknowledged before")
                .containsAll(earlier.stream()
                        .map(VotingPeople.Acknowledged::submission)
                        .toList());
        assertThat(careloop.database().sql("""
            select count(*) from slot s where (s.judged_by is null) <> not exists (
                select from judgement j where j.comparison_id = s.comparison_id and j.ordinal = s.ordinal)\
            """).query(Long.class).single())
                .as("slots that are filled without a vote, or have one and are open")
                .isZero();
    }

    /** The model of the run and the one that lay elsewhere, from where they are now. */
    private void answers(RunningCareLoop careloop, Path data) throws IOException, InterruptedException {
        String base = careloop.database()
                .sql("select directory from checkpoint where run_id is null")
                .query(String.class)
                .single();
        assertThat(base).startsWith("models/");
        for (String directory : List.of(base, made(careloop, "directory"))) {
            Path model = data.resolve(directory);
            String said = java(
                    "org.careloop.ppo.Trainers",
                    "generate",
                    "--model",
                    model,
                    "--text",
                    "A cough?",
                    "--set",
                    "maxNewTokens=8");
            assertThat(said).as(directory).contains("\"responses\":1");
        }
    }

    private JsonNode command(Object... arguments) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(java("org.careloop.web.command.DatabaseCommands", arguments)
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow());
    }

    /** Runs a program of ours as a process of its own; gives what it wrote to standard output. */
    private String java(String program, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
        int code = builder.start().waitFor();
        assertThat(code).as(Files.readString(err)).isZero();
        return Files.readString(out);
    }
}
