package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole loop as people walk it, in order: a clinician judges with keys in two languages, a study lead exports the
 * votes and trains on them, an engineer fetches the checkpoint.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(FailureReport.class)
class LoopIT {
    private static final double TRAINING_MS = 180_000;

    private static RunningCareLoop careloop;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        careloop = RunningCareLoop.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (careloop != null) {
            careloop.close();
        }
    }

    @Test
    @Order(1)
    void aClinicianJudgesWithKeysInBothLanguages() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/"));
        assertThat(page.locator("h1")).hasText("CareLoop");
        Chromium.picture(page, "sign-in-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Visit.signIn(page, "clinician-1");
        assertThat(page.locator(".verdict")).hasCount(4);
        Chromium.picture(page, "annotate-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();

        for (String key : List.of("1", "2", "3", "4", "1")) {
            AnnotationDesk.pressForNext(page, key);
        }
        page.locator(".language-switch").click();
        assertThat(page.locator(".verdict").first()).containsText("甲");
        Chromium.picture(page, "annotate-zh");
        AnnotationDesk.ready(page);
        AnnotationDesk.pressForNext(page, "3");

        List<Map<String, Object>> rows = careloop.database().sql("""
                        select j.verdict, j.a_on_left from judgement j join person p on p.id = j.annotator
                        where p.login = 'clinician-1' order by j.created_at""").query().listOfRows();
        assertThat(rows).hasSize(6);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean left = (boolean) rows.get(i).get("a_on_left");
            expected.add(
                    switch (i) {
                        case 0, 4 -> left ? "A" : "B";
                        case 1 -> "SAME";
                        case 2, 5 -> left ? "B" : "A";
                        default -> "BOTH_BAD";
                    });
        }
        assertThat(rows).extracting(row -> row.get("verdict")).isEqualTo(List.copyOf(expected));
        page.context().close();
    }

    @Test
    @Order(2)
    void theAnnotationPageFitsAPhoneAndTheDark() {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        page.navigate(careloop.address("/"));
        Visit.signIn(page, "clinician-2");
        assertThat(page.locator(".verdict").first()).containsText("甲");
        Chromium.picture(page, "annotate-phone-zh-dark");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.locator(".verdict").nth(2).tap();
        assertThat(page.locator(".last")).containsText("乙");
        page.context().close();
    }

    @Test
    @Order(3)
    void theStudyLeadExportsWhatWasJudged() throws IOException {
        Page page = lead();
        Chromium.picture(page, "study-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Export").setExact(true))
                .click();
        Locator link = page.getByLabel("Download: CareLoop comparisons");
        Download download = page.waitForDownload(link::click);
        Path folder = unpack(download);
        Map<Verdict, Integer> votes = new HashMap<>();
        for (Comparison comparison : JsonLines.readAll(folder.resolve("comparisons.jsonl"), Comparison.class)) {
            comparison.votes().stream().map(Vote::verdict).forEach(verdict -> votes.merge(verdict, 1, Integer::sum));
        }
        assertThat(votes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
        assertThat(votes).containsEntry(Verdict.SAME, 1).containsEntry(Verdict.BOTH_BAD, 1);

        Locator trl = page.getByLabel("Download: TRL preference rows");
        Path preferences = unpack(page.waitForDownload(trl::click));
        assertThat(Files.readAllLines(preferences.resolve("preferences.jsonl"))).hasSize(5);
        page.context().close();
    }

    @Test
    @Order(4)
    void theStudyLeadTrainsARewardModelAndAPolicy() {
        Page page = lead();
        train(page, "Train reward model", "epochs=2\nmaxLength=256");
        Chromium.picture(page, "run-reward-en");
        page.navigate(careloop.address("/"));
        train(page, "Train policy", "iterations=3\nrollouts=8\nminibatch=4\nepochs=1\nmaxNewTokens=48\nstateEvery=1");
        Chromium.picture(page, "run-policy-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    @Order(5)
    void theEngineerFetchesTheCheckpoint() throws IOException {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/checkpoints"));
        Visit.signIn(page, "ml-engineer");
        page.navigate(careloop.address("/checkpoints"));
        Chromium.picture(page, "checkpoints-en");
        page.locator("a[href*='checkpoints/']")
                .filter(new Locator.FilterOptions().setHasText("ppo-"))
                .first()
                .click();
        Locator link = page.locator("a.primary-link").first();
        assertThat(link).containsText("Download");
        Chromium.picture(page, "checkpoint-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Path folder = unpack(page.waitForDownload(link::click));
        try (var files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("config.json", "model.safetensors", "tokenizer.json", "README.md");
        }
        page.locator(".lineage a[href*='checkpoints/']").first().click();
        assertThat(page.locator(".page-heading h1")).not().containsText("ppo-");
        assertThat(page.locator("#download-whole")).hasCount(1);
        assertThat(page.locator(".page-heading .badge")).hasCount(1);
        page.context().close();
    }

    /** A policy in the worker and a model behind a server answer the study's prompts. */
    @Test
    @Order(6)
    void modelsAnswerAndTheirPairsBecomeComparisonsOfANewStudy() throws IOException {
        Page page = lead();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Answers from models"))
                .click();
        page.locator("vaadin-multi-select-combo-box input").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("demo-policy"))
                .click();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Of demo-policy nothing is known")).isVisible();
        page.getByText("Add a server").click();
        address(page, "http://models.example.org/v1");
        assertThat(page.getByText("The prompts leave this house")).isVisible();
        Chromium.picture(page, "answers-form-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        try (TalkingServer server = TalkingServer.start()) {
            address(page, server.address());
            assertThat(page.getByText("The prompts leave this house")).hasCount(0);
            fill(page, "Name", "rival");
            fill(page, "Model there", "llama");
            fill(page, "Prompts at most", "6");
            fill(page, "Name of the study", "Two models");
            page.getByText("More settings").click();
            fill(page, "maxNewTokens", "24");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask the models"))
                    .click();
            assertThat(page.getByText("6 pairs to judge."))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TRAINING_MS));
        }
        Chromium.picture(page, "answers-run-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.locator(".language-switch").click();
        page.setViewportSize(390, 844);
        assertThat(page.getByText("有 6 对要评。")).isVisible();
        Chromium.picture(page, "answers-run-zh-narrow");
        page.setViewportSize(1360, 860);
        page.locator(".language-switch").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Two models"))
                .first()
                .click();
        assertThat(page.locator(".comparison-table")).containsText("0 of");
        page.context().close();
        assertThat(careloop.database().sql("""
                                select count(*) from comparison c join study s on s.id = c.study_id
                                where s.name = 'Two models' and 'rival' in (c.model_a, c.model_b)
                                  and 'demo-policy' in (c.model_a, c.model_b)""").query(Integer.class).single()).isEqualTo(6);
    }

    private static void address(Page page, String address) {
        fill(page, "Address", address);
        page.getByLabel("Address", new Page.GetByLabelOptions().setExact(true)).blur();
    }

    private static void fill(Page page, String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
    }

    private static Page lead() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/"));
        Visit.signIn(page, "study-lead");
        return page;
    }

    private static void train(Page page, String action, String settings) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(action))
                .click();
        page.getByText("More settings").click();
        settings.lines().map(line -> line.split("=", 2)).forEach(setting -> fill(page, setting[0], setting[1]));
        Chromium.picture(page, action.toLowerCase(Locale.ROOT).replace(' ', '-') + "-en");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Start training").setExact(true))
                .click();
        assertThat(page.getByText("The result is registered as"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TRAINING_MS));
    }

    private static Path unpack(Download download) throws IOException {
        Path folder = Files.createTempDirectory("careloop-download");
        Path archive = folder.resolve("archive.zip");
        download.saveAs(archive);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                Path target = folder.resolve(entry.getName()).normalize();
                Files.createDirectories(target.getParent());
                Files.copy(zip.getInputStream(entry), target);
            }
        }
        return folder;
    }
}
