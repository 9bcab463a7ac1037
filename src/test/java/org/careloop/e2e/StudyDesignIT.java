package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a study and its people, in order: designed, tried, locked, changed; invited, at work, sent away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudyDesignIT extends WebOnlyIT {
    private static final String NAME = "Fever at night";
    private static final String INVITED_PASSWORD = "four herons by the weir";
    private static final String ROWS = """
        {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"Rest.","b":"See a doctor."}
        {"id":"p2","prompt":[{"role":"user","content":"Cough?"}],"a":"Tea.","b":"See a doctor."}
        {"id":"p3","prompt":[{"role":"user","content":"Rash?"}],"a":"Wait.","b":"Show it today."}
        """;

    private static Page admin;
    private static Page invited;

    @Test
    @Order(1)
    void aStudyIsDesignedTriedLockedAndChangedWithAReason() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        page.navigate(careloop.address("/study/new"));
        page.getByLabel("Name").fill(NAME);
        button(page, "Create study").click();
        page.waitForURL(Pattern.compile("/study/[0-9a-f-]+/design"));
        assertThat(page.locator(".page-heading")).containsText(NAME);
        clean(page);

        String design = page.url();
        page.navigate(design.replaceAll("/study/(.*)/design", "/import/$1"));
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload("rows.jsonl", "application/x-ndjson", ROWS.getBytes(StandardCharsets.UTF_8)));
        button(page, "Check").click();
        assertThat(page.locator(".outcome")).containsText("3 comparisons can be imported");
        button(page, "Import all").click();
        assertThat(page.locator(".outcome")).containsText("3 comparisons imported");

        page.navigate(design);
        page.getByLabel("Comparisons in one sitting").fill("20");
        page.keyboard().press("Tab");
        assertThat(button(page, "Lock and collect")).isDisabled();
        button(page, "Save").click();
        assertThat(page.locator(".save-row [role=status]")).hasText("Saved");
        step(page, "Start a pilot", "Pilot");
        step(page, "Lock and collect", "Collecting");
        page.getByLabel("Comparisons in one sitting").fill("25");
        page.keyboard().press("Tab");
        button(page, "Save").click();
        assertThat(page.locator(".save-bar [role=alert]")).containsText("Say why, in a few words.");
        page.locator(".save-reason input").fill("forty tire people");
        button(page, "Save").click();
        assertThat(page.locator(".save-row [role=status]")).hasText("Saved");
        assertThat(page.locator(".page-heading")).containsText(NAME);
        assertThat(careloop.database().sql("""
            select d.reason from study_design d join study s on s.id = d.study_id
            where s.name = ? order by d.version desc limit 1\
            """).param(NAME).query(String.class).single())
                .isEqualTo("forty tire people");
        page.navigate(design.replace("/design", "/people"));
        assertThat(page.locator(".page-heading")).containsText(NAME);
        clean(page);
        page.context().close();
    }

    @Test
    @Order(2)
    void whoIsInvitedByALinkOpensAnAccountAndJudges() {
        admin = signedInAt("/", "admin", Visit.PASSWORD);
        assertThat(admin.locator("h1")).hasText("Accounts");
        clean(admin);
        button(admin, "Invite by link").click();
        assertThat(button(admin, "Make the link")).isVisible();
        clean(admin);
        button(admin, "Make the link").click();
        Locator address = admin.locator(".link-address input");
        assertThat(address).hasValue(Pattern.compile("http.*/invitation/.+"));
        String link = address.inputValue();
        button(admin, "Close").click();

        invited = chromium.wide("en-US", ColorScheme.LIGHT);
        invited.navigate(link);
        assertThat(invited.locator("h1")).hasText("Welcome to CareLoop");
        clean(invited);
        field(invited, "Account").fill("invited");
        field(invited, "Name shown to colleagues").fill("Invited");
        field(invited, "Password").fill(INVITED_PASSWORD);
        button(invited, "Open my account").click();
        assertThat(invited.locator("h1")).hasText("Your account is open");
        invited.navigate(careloop.address("/"));
        Visit.signIn(invited, "invited", INVITED_PASSWORD);
        AnnotationDesk.ready(invited);
        invited.navigate(careloop.address("/accounts"));
        assertThat(invited.locator("body")).containsText("This page belongs to another role.");
        invited.navigate(careloop.address("/annotate"));
        AnnotationDesk.ready(invited);
    }

    @Test
    @Order(3)
    void changingOnesPasswordKeepsThisSessionOnly() {
        Page elsewhere = signedInAt("/", "invited", INVITED_PASSWORD);
        AnnotationDesk.ready(elsewhere);
        invited.locator(".person-menu vaadin-button").click();
        button(invited, "Change password").click();
        field(invited, "Password so far").fill(INVITED_PASSWORD);
        field(invited, "New password").fill(INVITED_PASSWORD + " again");
        clean(invited);
        button(invited, "Change it").click();
        assertThat(invited.getByText("Your password is changed.")).isVisible();
        assertThat(invited.locator("vaadin-dialog[opened], vaadin-popover[opened]"))
                .hasCount(0);
        Chromium.settle(invited);
        AnnotationDesk.pressForNext(invited, "1");
        elsewhere.keyboard().press("1");
        elsewhere.waitForURL(Pattern.compile("login\\?ended"));
        elsewhere.context().close();
    }

    @Test
    @Order(4)
    void closingAnAccountEndsItsSessionAtTheNextAct() {
        admin.navigate(careloop.address("/accounts"));
        button(admin, "Change account invited").click();
        admin.locator("vaadin-dialog").getByLabel("May sign in").uncheck();
        button(admin, "Save").click();
        assertThat(button(admin, "Change account invited")).hasCount(0);
        invited.keyboard().press("1");
        invited.waitForURL(Pattern.compile("login\\?ended"));
        assertThat(invited.locator(".login-failed")).isVisible();
    }

    @Test
    @Order(5)
    void anEngineerBeginsAtTheRuns() {
        Page page = signedInAt("/", "ml-engineer", Visit.PASSWORD);
        assertThat(page).hasURL(Pattern.compile("/runs(\\?continue)?$"));
        page.context().close();
    }

    @Test
    @Order(6)
    void aCriterionOfOnesOwnDoesNotTakeTheVotesOfOneThatWasTakenAway() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        UUID study = careloop.database()
                .sql("select id from study where name = ?")
                .param(NAME)
                .query(UUID.class)
                .single();
        page.navigate(careloop.address("/study/%s/design".formatted(study)));
        addCriterion(page, "Empathy");
        saveBecause(page, "asked for by the ward");
        button(page, "Take away: Empathy").click();
        assertThat(page.locator(".criterion-row")).hasCount(4);
        addCriterion(page, "Tone");
        saveBecause(page, "empathy was too vague");
        assertThat(careloop.database().sql("""
            select design -> 'criteria' -> -1 ->> 'key' || ' ' || (design -> 'criteria' -> -1 ->> 'label')
            from study_design where study_id = ? order by version desc limit 2\
            """).param(study).query(String.class).list())
                .containsExactly("criterion-2 Tone", "criterion-1 Empathy");
        page.context().close();
    }

    /** A text may wait in the browser for a moment before it is sent; the shortcut does not overtake it. */
    @Test
    @Order(7)
    void whatIsPastedAndSavedAtOnceIsStored() {
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);
        page.navigate(careloop.address("/study/new"));
        page.getByLabel("Name").fill("Pasted");
        button(page, "Create study").click();
        page.waitForURL(Pattern.compile("/study/[0-9a-f-]+/design"));
        Locator guidelines = page.getByLabel("Guidelines");
        guidelines.click();
        page.keyboard().press("Control+A");
        page.keyboard().insertText("Safety first.\nThen accuracy.");
        page.keyboard().press("Control+S");
        assertThat(page.locator(".save-row [role=status]")).hasText("Saved");
        assertThat(guidelines).hasValue("Safety first.\nThen accuracy.");
        assertThat(careloop.database().sql("""
            select d.design->>'guidelines' from study_design d join study s on s.id = d.study_id
            where s.name = 'Pasted' order by d.version desc limit 1\
            """).query(String.class).single())
                .isEqualTo("Safety first.\nThen accuracy.");
        page.context().close();
    }

    private static void addCriterion(Page page, String name) {
        button(page, "Add criterion: another").click();
        assertThat(page.locator(".criterion-row")).hasCount(5);
        page.getByLabel("Name of the criterion").last().fill(name);
        page.keyboard().press("Tab");
        assertThat(button(page, "Take away: " + name)).isVisible();
        assertThat(page.locator(".save-row [role=status]")).hasText("Changes are not saved yet");
    }

    private static void saveBecause(Page page, String reason) {
        page.locator(".save-reason input").fill(reason);
        button(page, "Save").click();
        assertThat(page.locator(".save-row [role=status]")).hasText("Saved");
    }

    /** Takes the study one step on, through the question that is asked first. */
    private static void step(Page page, String action, String state) {
        button(page, action).click();
        page.locator("vaadin-dialog")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action))
                .click();
        assertThat(page.locator(".life-line [aria-current=step]")).hasText(state);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page, String label) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private static void clean(Page page) {
        Chromium.settle(page);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
    }
}
