package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lead begins a blind trial and reads it; whoever judges learns neither that it is one nor who wrote what. */
class BlindTrialIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final UUID NEW_MODEL = UUID.randomUUID();

    /** What would give a trial away. */
    private static final List<String> TELLING = List.of(
            VerdictStudy.CANDIDATE,
            VerdictStudy.RIVAL,
            "Fixed before the first vote",
            "Judge it blind",
            "a_on_left",
            "model_a");

    @BeforeAll
    static void furnish() throws IOException {
        VerdictStudy.add(careloop.database(), STUDY, "Paediatric emergencies");
        VerdictStudy.plan(careloop.database(), STUDY);
        VerdictStudy.ask(careloop.database(), STUDY, 5, "clinician-1");
        Path model = Files.createTempDirectory("careloop-model");
        careloop.database().sql("""
            insert into checkpoint (id, name, kind, directory, sha256, created_at)
            values (?, 'carebot-ppo-15', 'POLICY', ?, repeat('a', 64), now())\
            """).params(NEW_MODEL, model.toString()).update();
    }

    @Test
    void nothingThatReachesAnAnnotatorTellsThatModelsAreCompared() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> bodies = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        assertThat(page.getByText("warfarin and a new antibiotic?")
                        .or(page.getByText("婴儿发热"))
                        .first())
                .isVisible();
        for (String verdict : List.of("1", "2", "3")) {
            AnnotationDesk.press(page, "q", verdict, "Escape");
            AnnotationDesk.pressForNext(page, verdict);
        }
        bodies.put("the page", page.content());
        for (String path : List.of(
                "/my-work",
                "/study/" + STUDY,
                "/study/" + STUDY + "/verdict",
                "/judge/" + NEW_MODEL,
                "/checkpoints/" + NEW_MODEL)) {
            bodies.merge(path, page.request().get(careloop.address(path)).text(), String::concat);
            page.navigate(careloop.address(path));
            Chromium.settle(page);
            bodies.merge(path, page.content(), String::concat);
        }
        assertThat(bodies.entrySet().stream().filter(entry -> entry.getKey().contains("v-r=uidl")))
                .as("the round trips of the page were read")
                .anyMatch(entry -> entry.getValue().contains("data-comparison"));
        assertThat(bodies)
                .allSatisfy((address, body) -> TELLING.forEach(
                        told -> assertThat(body).as("%s in %s", told, address).doesNotContainIgnoringCase(told)));
        page.context().close();
    }

    @Test
    void theLeadReadsOnWhichTermsItWasJudged() {
        Page page = lead("/study/" + STUDY + "/verdict");
        assertThat(page.getByText("Fixed before the first vote")).containsText("level 5 %, safety margin 5 %");
        assertThat(page.getByText("240 prompts find a lead of 15 points with a probability of 86 %"))
                .isVisible();
        page.context().close();
    }

    @Test
    void onePressOnACheckpointsPageMakesTheStudyAndStartsTheAnswers() {
        Page page = lead("/checkpoints/" + NEW_MODEL);
        page.getByText("Judge it blind…").click();
        assertThat(page.getByText("240 prompts will be asked")).isVisible();
        assertThat(page.locator(".trial-fields").first()).containsText("Rival");
        Chromium.picture(page, "trial-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        field(page, "Prompts at most").fill("20");
        assertThat(page.getByText("20 prompts find a lead of 15")).isVisible();
        field(page, "Level, in percent").fill("50");
        assertThat(page.locator(".problem")).containsText("alpha");
        assertThat(begin(page)).isDisabled();
        field(page, "Level, in percent").fill("1");
        assertThat(begin(page)).isEnabled();
        begin(page).click();
        assertThat(page).hasURL(Pattern.compile("/runs/"));
        readWhatWasFixed();
        page.context().close();
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator begin(Page page) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the study and let both models answer"));
    }

    private static void readWhatWasFixed() {
        UUID made = careloop.database()
                .sql("select study_id from verdict_plan where candidate = 'carebot-ppo-15'")
                .query(UUID.class)
                .single();
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "study-lead");
        Visit.open(page, careloop.address("/study/" + made + "/verdict"));
        assertThat(page.getByText("carebot-ppo-15 对 demo-policy")).containsText("水平 1%");
        assertThat(page.locator(".empty-state")).containsText("还没有可比的回答");
        Chromium.picture(page, "trial-waits-zh-phone");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.context().close();
    }
}
