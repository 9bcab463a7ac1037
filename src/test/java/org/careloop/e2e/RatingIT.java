package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts are rated by keys alone, by fast and wrong ones, and by touch; a reload loses nothing; a lead sees what came of it. */
class RatingIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    @BeforeAll
    static void texts() {
        RatedStudy.add(careloop.database(), STUDY, "Texts");
    }

    @Test
    void keysAloneRateATextAndOneTooManyChangesNothing() {
        Page page = signedIn("clinician-1");
        assertThat(page.locator(".prompt")).isHidden();
        assertThat(page.locator(".score-anchors")).containsText("no text: fragments or noise");

        AnnotationDesk.press(page, "4", "7");
        assertThat(AnnotationDesk.note(page)).hasText("The scale ends at 5. Nothing was scored.");
        AnnotationDesk.press(page, "3", "Enter");
        assertThat(AnnotationDesk.note(page))
                .hasText(
                        "Still to score: Educational value, Relevance to medicine, Overall quality. Then Enter sends.");
        AnnotationDesk.press(page, "1", "Backspace", "2", "5", "4", "0");
        assertThat(scored(page)).hasText(new String[] {"4", "3", "2", "5", "4"});
        assertThat(AnnotationDesk.note(page)).containsText("All is scored.");
        Chromium.picture(page, "rating");

        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(last("clinician-1"))
                .isEqualTo("{\"density\": 3, \"overall\": 4, \"education\": 2, \"relevance\": 5, \"consistency\": 4}");
        assertThat(page.locator(".last")).containsText("Overall 4");
        assertThat(scored(page)).hasCount(0);

        AnnotationDesk.pressForNext(page, "z");
        assertThat(page.locator(".change-row")).containsText("You said: Overall 4");
        AnnotationDesk.press(page, "Backspace", "1");
        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(last("clinician-1")).contains("\"overall\": 1");
        page.context().close();
    }

    @Test
    void aReloadInTheMiddleLosesNothing() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "3", "r");
        page.keyboard().type("half 5 said");
        page.keyboard().press("Escape");
        AnnotationDesk.press(page, "2");
        AnnotationDesk.saved(page);

        page.reload();
        AnnotationDesk.ready(page);
        assertThat(scored(page)).hasText(new String[] {"3", "2"});
        assertThat(AnnotationDesk.reason(page)).hasValue("half 5 said");
        AnnotationDesk.press(page, "1", "1", "1");
        assertThat(scored(page)).hasCount(5);
        AnnotationDesk.press(page, "f", "1");
        assertThat(page.locator(".flag-chip")).containsText("Unsafe");
        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("rationale", "half 5 said");
        page.context().close();
    }

    @Test
    void aTextIsRatedByTouchInChinese() {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        assertThat(page.locator(".score-row").first()).containsText("语义一致");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        Chromium.picture(page, "rating-phone-zh");
        for (String key : new String[] {"consistency", "density", "education", "relevance", "overall"}) {
            page.locator(".score-row[data-score='%s'] button[data-value='4']".formatted(key))
                    .tap();
        }
        String before = AnnotationDesk.pair(page);
        page.locator(".verdicts .verdict").tap();
        AnnotationDesk.next(page, before);
        assertThat(last("clinician-2")).contains("\"overall\": 4");
        page.context().close();
    }

    @Test
    void aLeadSeesAgreementSpreadTextsAndTheExport() {
        Page page = lead("/study/" + STUDY);
        assertThat(page.getByText("Agreement (weighted kappa)")).isVisible();
        look(page, "/study/" + STUDY, "How the scores are spread");
        look(page, "/study/" + STUDY + "/agreement", "Weighted kappa");
        look(page, "/study/" + STUDY + "/comparisons", "text-1");
        look(page, "/study/" + STUDY + "/export", "Ratings of texts");
        look(page, "/study/" + STUDY + "/design", "Semantic consistency");
        assertThat(page.getByText("Overall verdict")).hasCount(0);
        page.context().close();
    }

    private static void look(Page page, String address, String words) {
        Visit.open(page, careloop.address(address));
        assertThat(page.locator("main, .page").getByText(words).first()).isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.setViewportSize(390, 844);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.setViewportSize(1360, 860);
    }

    /** The scores that are given, in the order of the rows. */
    private static Locator scored(Page page) {
        return page.locator(".score-row button[aria-pressed='true'] .name");
    }

    private static String last(String login) {
        return careloop.database().sql("""
            select scores::text from judgement j join person p on p.id = j.annotator where p.login = ?
            order by j.created_at desc, j.revision desc limit 1\
            """).param(login).query(String.class).single();
    }
}
