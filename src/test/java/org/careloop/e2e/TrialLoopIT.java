package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A blind trial from its press to its verdict: a worker lets both models answer, the lead opens the study, a clinician judges
 * without learning who wrote what, and the report speaks on the terms that were fixed.
 */
@ExtendWith(FailureReport.class)
class TrialLoopIT {
    private static final double ANSWERING_MS = 180_000;
    private static final String NEW_MODEL = "zebrafinch-15";
    private static final UUID CHECKPOINT = UUID.randomUUID();

    private static RunningCareLoop careloop;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        careloop = RunningCareLoop.start();
        chromium = new Chromium();
        Path base = Path.of(careloop.database()
                .sql("select directory from checkpoint where name = 'demo-policy'")
                .query(String.class)
                .single());
        careloop.database()
                .sql("""
            insert into checkpoint (id, name, kind, directory, sha256, created_at)
            values (?, ?, 'POLICY', ?, repeat('a', 64), now())\
            """)
                .params(CHECKPOINT, NEW_MODEL, otherModel(base).toString())
                .update();
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

    /** A copy of a model that says other things: the first thousandth of its weights is 0. */
    private static Path otherModel(Path base) throws IOException {
        Path copy = Files.createTempDirectory("careloop-other-model");
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path weights = copy.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        int begin =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int i = begin; i < begin + (bytes.length - begin) / 1_000; i++) {
            bytes[i] = 0;
        }
        Files.write(weights, bytes);
        return copy;
    }

    @Test
    void bothModelsAnswerAClinicianJudgesBlindAndTheReportIsOnTheFixedTerms() {
        Page lead = chromium.wide("en-US", ColorScheme.LIGHT);
        lead.navigate(careloop.address("/"));
        Visit.signIn(lead, "study-lead");
        begin(lead);
        String study = careloop.database()
                .sql("select study_id::text from verdict_plan")
                .query(String.class)
                .single();
        open(lead, study);
        int pairs = careloop.database()
                .sql("select count(*) from slot where study_id = cast(? as uuid)")
                .param(study)
                .query(Integer.class)
                .single();
        assertThat(pairs).isPositive();
        judge(study, pairs);
        Visit.open(lead, careloop.address("/study/" + study + "/verdict"));
        assertThat(lead.locator("h1")).hasText(NEW_MODEL + " against demo-policy");
        assertThat(lead.getByText("Fixed before the first vote")).containsText("level 2 %, safety margin 5 %");
        Chromium.picture(lead, "trial-verdict-en");
        assertThat(Chromium.accessibilityFaults(lead)).isEmpty();
        lead.context().close();
    }

    private static void begin(Page page) {
        Visit.open(page, careloop.address("/checkpoints/" + CHECKPOINT));
        page.getByText("Judge it blind…").click();
        fill(page, "Prompts at most", "4");
        fill(page, "Votes for each prompt", "1");
        fill(page, "Level, in percent", "2");
        assertThat(page.getByText("4 prompts find a lead of 15")).isVisible();
        page.getByText("Make the study and let both models answer").click();
        assertThat(page.getByText("pairs to judge").or(page.getByText("pair to judge")))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(ANSWERING_MS));
    }

    private static void fill(Page page, String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
    }

    private static void open(Page page, String study) {
        Visit.open(page, careloop.address("/study/" + study + "/verdict"));
        assertThat(page.getByText("No vote yet")).isVisible();
        Visit.open(page, careloop.address("/study/" + study + "/design"));
        button(page, "Lock and collect").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Lock and collect"))
                .click();
        assertThat(page.locator(".page-heading .badge")).hasText("Collecting");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void judge(String study, int pairs) {
        careloop.database().sql("""
            insert into study_of_choice (person_id, study_id)
            select id, cast(? as uuid) from person where login = 'clinician-1'\
            """).param(study).update();
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> bodies = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        for (int i = 0; i < pairs; i++) {
            AnnotationDesk.press(page, "q", "1", "Escape");
            if (i + 1 < pairs) {
                AnnotationDesk.pressForNext(page, "1");
            } else {
                AnnotationDesk.press(page, "1");
            }
        }
        assertThat(page.getByText("See my work")).isVisible();
        assertThat(bodies)
                .isNotEmpty()
                .allSatisfy((address, body) -> List.of(NEW_MODEL, "demo-policy", "a_on_left", "model_a")
                        .forEach(told ->
                                assertThat(body).as("%s in %s", told, address).doesNotContainIgnoringCase(told)));
        page.context().close();
    }
}
