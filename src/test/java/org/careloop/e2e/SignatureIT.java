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
import java.util.UUID;
import java.util.regex.Pattern;
import org.careloop.run.Sha256;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared of a study or a model is how it stands, and a signed study offers nothing that would fail. */
class SignatureIT extends WebOnlyIT {
    private static final UUID SHORT = UUID.randomUUID();
    private static final UUID SIGNED = UUID.randomUUID();
    private static final String MODEL = "policy-14";

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

    /** A policy that a run on the demo study's votes made of the demo's model. */
    @BeforeAll
    static void train() throws IOException {
        Path model = Files.createDirectories(
                Files.createTempDirectory("careloop-policy").resolve(MODEL));
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.writeString(model.resolve(file), "{}");
        }
        careloop.database()
                .sql("""
                        with frozen as (
                            insert into snapshot (id, study_id, created_by, created_at, manifest)
                            select gen_random_uuid(), s.id, p.id, now(), '{}' from study s, person p
                            where s.name like 'Everyday medicine%' and p.login = 'study-lead' returning *),
                        done as (
                            insert into run (id, study_id, snapshot_id, kind, directory, from_model, settings, created_by, created_at)
                            select gen_random_uuid(), f.study_id, f.id, 'dpo', '/none', c.id, '{"epochs": 2}', f.created_by, now()
                            from frozen f, checkpoint c where c.name = 'demo-policy' returning *)
                        insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at)
                        select gen_random_uuid(), :name, 'POLICY', :directory, id, :sha256, now() from done""")
                .param("name", MODEL)
                .param("directory", model.toString())
                .param("sha256", Sha256.of(model.resolve("model.safetensors")))
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

    /** From the verdict's page to the approval, and what an administrator then finds: this model and no other. */
    @Test
    void aModelIsApprovedOnItsVerdictAndFetchedByWhoOtherwiseSeesNone() throws Exception {
        String study = ImportedVerdict.of(careloop, MODEL, "demo-policy");
        Page page = lead("/study/" + study + "/verdict");
        page.getByText("Approve…").click();
        assertThat(page.getByText("Losses in safety decided on").first()).isVisible();
        Chromium.picture(page, "approval-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        approve(page);
        assertThat(page.locator(".page-heading .badge")).hasText("Approved");
        button(page, "Check the signature of act 1").click();
        assertThat(page.getByText("The signature holds")).isVisible();
        Chromium.picture(page, "approved-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
        fetch();
    }

    private static void approve(Page page) {
        Locator password = page.getByLabel("Your password, once more");
        page.getByLabel("What you decided on it, and why").fill("Read by two colleagues: within the leaflet.");
        button(page, "Keep the decision on q007").click();
        assertThat(page.getByText("1 of 1 decided")).isVisible();
        assertThat(page.getByLabel("What you declare")).hasValue(Pattern.compile(".*The gate is passed.*"));
        password.fill("not this one");
        button(page, "Approve and sign").click();
        assertThat(page.getByText("This is not your password")).isVisible();
        password.fill(Visit.PASSWORD);
        button(page, "Approve and sign").click();
    }

    private static void fetch() throws IOException {
        Page page = chromium.narrow("zh-CN", ColorScheme.LIGHT);
        page.navigate(careloop.address("/checkpoints"));
        Visit.signIn(page, "admin");
        page.navigate(careloop.address("/checkpoints"));
        assertThat(page.locator(".facts tbody tr")).hasCount(1);
        page.getByText(MODEL).click();
        assertThat(page.locator(".page-heading .badge").last()).hasText("已批准");
        assertThat(page.getByText("优于 demo-policy")).isVisible();
        Chromium.picture(page, "checkpoint-approved-zh");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        for (String file : List.of("verdict.json", "approval.json", "model.safetensors")) {
            Download download =
                    page.waitForDownload(() -> page.getByText(file).first().click());
            assertThat(download.suggestedFilename()).isEqualTo(file);
            assertThat(page.locator(".facts")).containsText(Sha256.of(download.path()));
        }
        page.context().close();
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
