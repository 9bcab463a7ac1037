package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.careloop.ppo.judge.JudgeCommand;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** From votes over the command judge to the verdict: page, print and data say of the judge what its own report says. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JudgeIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final List<String> REPLIES = List.of(
            "Verdict: 1", "Verdict: 1", "Verdict: 2", "Verdict: equal", "Verdict: 1", "Verdict: 2", "I cannot say.");

    @TempDir
    private static Path folder;

    private static JsonNode report;

    @Test
    @Order(1)
    void theCommandsFilesComeBesideTheVotesWithTheSameFigures() throws IOException {
        VerdictStudy.add(careloop.database(), STUDY, "Paediatric emergencies");
        Page page = lead("/study/" + STUDY + "/export");
        Locator link = page.getByLabel("Download: CareLoop comparisons");
        List<Path> files = judged(comparisons(page.waitForDownload(link::click)));
        Visit.open(page, careloop.address("/study/" + STUDY + "/verdict"));
        page.getByText("Set the verdicts of a model beside the votes").click();
        page.locator(".judges input[type=file]").setInputFiles(files.toArray(Path[]::new));
        Locator attach = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set beside the votes"));
        assertThat(attach).isEnabled();
        attach.click();

        Locator card = page.locator(".judge");
        assertThat(card.locator("h2"))
                .hasText("A model as judge: "
                        + report.path("asked").path("judge").asString());
        sayTheSame(card, "kappa %s (%s to %s), n = %d;", "%s (%s to %s)");
        assertThat(card)
                .containsText("contradictory on "
                        + report.path("orders").path("contradictory").asInt() + ":");
        assertThat(card).containsText(report.path("failed").asInt() + " pairs failed");
        card.scrollIntoViewIfNeeded();
        Chromium.picture(page, "judge-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Download data = page.waitForDownload(() -> page.getByText("Data (JSON)").click());
        JsonNode beside =
                Json.MAPPER.readTree(data.path().toFile()).path("judges").path(0);
        assertThat(beside.path("elsewhere").asInt()).isZero();
        assertThat(beside.path("report")).isEqualTo(report);
        Page printed = page.waitForPopup(() -> page.getByText("Print").click());
        sayTheSame(
                printed.locator("section", new Page.LocatorOptions().setHasText("A model as judge")),
                "kappa %s (%s to %s), n = %d;",
                "%s (%s to %s)");
        printed.close();
        page.context().close();
    }

    private static Path comparisons(Download download) throws IOException {
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            Path pairs = folder.resolve("votes.jsonl");
            Files.copy(zip.getInputStream(zip.getEntry("comparisons.jsonl")), pairs);
            return pairs;
        }
    }

    /** A verdict that depends on what is asked and on nothing else; one of seven cannot be read. */
    private static String verdict(String asked) {
        return REPLIES.get(Math.floorMod(asked.hashCode(), REPLIES.size()));
    }

    /** Judges the exported pairs by the command, which leaves its report. */
    private static List<Path> judged(Path pairs) throws IOException {
        Path out = folder.resolve("judge-1");
        try (TalkingServer server = TalkingServer.start(JudgeIT::verdict)) {
            int ended = Commands.run(
                    new CommandLine(new JudgeCommand()),
                    "--pairs=" + pairs,
                    "--new=" + VerdictStudy.CANDIDATE,
                    "--server=" + server.address() + ",judge-70b",
                    "--out=" + out,
                    "--set=tries=1");
            assertThat(ended).isEqualTo(Commands.DONE);
        }
        report = Json.read(out.resolve("report.json"), JsonNode.class);
        assertThat(report.path("people").path("n").asInt()).isBetween(100, 239);
        return List.of(out.resolve("report.json"), out.resolve("judged.jsonl"));
    }

    private static void sayTheSame(Locator where, String kappa, String share) {
        JsonNode people = report.path("people");
        JsonNode agreement = people.path("kappa");
        assertThat(where)
                .containsText(kappa.formatted(
                        digits(agreement.path("value"), 3),
                        digits(agreement.path("low"), 3),
                        digits(agreement.path("high"), 3),
                        people.path("n").asInt()));
        for (JsonNode tally : List.of(report.path("all"), people.path("tally"), people.path("judge"))) {
            for (String outcome : List.of("win", "tie", "fail")) {
                JsonNode of = tally.path(outcome);
                assertThat(where)
                        .containsText(share.formatted(
                                percent(of.path("share")), percent(of.path("low")), percent(of.path("high"))));
            }
        }
    }

    /** With a minus as typesetters have it. */
    private static String digits(JsonNode number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number.asDouble())
                .replace('-', '\u2212');
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble());
    }

    @Test
    @Order(2)
    void inChineseOnANarrowScreenItReadsAsWellAndNothingScrollsSideways() {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "study-lead");
        Visit.open(page, careloop.address("/study/" + STUDY + "/verdict"));
        Locator card = page.locator(".judge");
        assertThat(card.locator("h2"))
                .hasText("模型裁判：" + report.path("asked").path("judge").asString());
        assertThat(card).containsText("与票的一致程度：Cohen kappa ");
        card.scrollIntoViewIfNeeded();
        Chromium.picture(page, "judge-zh-narrow");
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    @Order(3)
    void aWrongFileIsNamedAndAJudgeIsTakenAway() throws IOException {
        Page page = lead("/study/" + STUDY + "/verdict");
        page.getByText("Models as judges (1): add one, or take one away").click();
        page.locator(".judges input[type=file]").setInputFiles(folder.resolve("votes.jsonl"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set beside the votes"))
                .click();
        assertThat(page.locator(".judges .problem"))
                .containsText("Given the files votes.jsonl, expected one report.json and one judged.jsonl");
        page.locator(".judges").scrollIntoViewIfNeeded();
        Chromium.picture(page, "judges-form-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.getByText("Take away", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("vaadin-dialog vaadin-button, vaadin-dialog-overlay vaadin-button")
                .getByText("Take away", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".judge")).hasCount(0);
        assertThat(page.getByText("Set the verdicts of a model beside the votes"))
                .isVisible();
        page.context().close();
    }
}
