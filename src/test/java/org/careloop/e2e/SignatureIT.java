package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared of a study is how it stands, and a signed study offers nothing that would fail. */
class SignatureIT extends WebOnlyIT {
    private static final UUID SHORT = UUID.randomUUID();
    private static final UUID SIGNED = UUID.randomUUID();

    @BeforeAll
    static void furnish() {
        JudgedStudy.add(careloop.database(), SHORT, "Fever", "CLOSED");
        JudgedStudy.add(careloop.database(), SIGNED, "Cough", "CLOSED");
        careloop.database().sql("""
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, 3, study_id, position from comparison where study_id = ?\
            """).param(SHORT).update();
        careloop.database()
                .sql("update study set state = 'FROZEN' where id = ?")
                .param(SIGNED)
                .update();
    }

    private static String statement(String locale, String begin) {
        Page page = chromium.wide(locale, ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "study-lead");
        Visit.open(page, careloop.address("/study/%s/signature".formatted(SHORT)));
        button(page, begin).click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".signed-facts li")).hasCount(2);
        String said = dialog.locator("textarea").inputValue();
        page.context().close();
        return said;
    }

    @Test
    void theStatementSaysWhatIsTrueInBothLanguages() {
        assertThat(statement("en-US", "Sign and freeze"))
                .isEqualTo("I have reviewed this study as it stands."
                        + " 80 of the 120 votes asked for on 40 comparisons are given."
                        + " One comparison that was flagged or passed on is not adjudicated.");
        assertThat(statement("zh-CN", "签名并封存")).isEqualTo("本人已按现状审阅本研究。40 组共需 120 份评判，已收到 80 份。有 1 组被标记或转交，尚未裁定。");
    }

    @Test
    void aSignedStudySaysSoOnEveryPageAndOffersNoSave() {
        Page page = lead("/study/%s/design".formatted(SIGNED));
        assertThat(page.getByLabel("Name")).hasAttribute("readonly", "");
        assertThat(button(page, "Save")).isHidden();
        assertThat(page.locator(".design-form vaadin-button:visible")).hasCount(0);
        for (String tab : List.of(
                "",
                "/design",
                "/people",
                "/comparisons",
                "/agreement",
                "/adjudication",
                "/export",
                "/signature",
                "/webhooks")) {
            Visit.open(page, careloop.address("/study/" + SIGNED + tab));
            assertThat(page.locator(".page-heading .badge")).hasText("Signed and frozen");
        }
        Visit.open(page, careloop.address("/import/" + SIGNED));
        assertThat(page.locator("body")).containsText("cannot change any more");
        assertThat(page.locator("input[type=file]")).hasCount(0);
        page.context().close();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
