package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing typed is lost when connections, sessions, leases and studies end. */
class NothingTypedIsLostIT extends WebOnlyIT {
    @AfterEach
    void collectAgain() {
        careloop.database().sql("update study set state = 'COLLECTING'").update();
    }

    @Test
    void whatIsTypedOnOneDeviceIsThereOnAnother() {
        Page here = signedIn("clinician-1");
        AnnotationDesk.press(here, "r");
        here.keyboard().type("begun here");
        AnnotationDesk.saved(here);
        Page there = signedIn("clinician-1");
        assertThat(AnnotationDesk.comparison(there)).isEqualTo(AnnotationDesk.comparison(here));
        assertThat(AnnotationDesk.reason(there)).hasValue("begun here");
        assertThat(there.locator(".draft-state")).hasText("Draft saved");
        AnnotationDesk.press(there, "r");
        there.keyboard().press("Control+End");
        there.keyboard().type(", ended there");
        AnnotationDesk.press(there, "Escape");
        AnnotationDesk.pressForNext(there, "1");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1"))
                .containsEntry("rationale", "begun here, ended there");
        here.context().close();
        there.context().close();
    }

    @Test
    void aSessionThatEndsWhileOneTypesTakesNothingAlong() {
        Page page = signedIn("clinician-2");
        String comparison = AnnotationDesk.comparison(page);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("before");
        AnnotationDesk.saved(page);
        Visit.endSession(page);
        page.keyboard().type(" and after the session ended");
        page.waitForURL(Pattern.compile(".*/login.*"));
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        assertThat(AnnotationDesk.comparison(page)).isEqualTo(comparison);
        assertThat(AnnotationDesk.reason(page)).hasValue(Pattern.compile("^before.*"));
        assertThat(AnnotationDesk.reason(page).inputValue()).isEqualTo("before and after the session ended");
        AnnotationDesk.pressForNext(page, "3");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2"))
                .containsEntry("rationale", "before and after the session ended");
        page.context().close();
    }

    @Test
    void aNoteThatTheServerDidNotGetIsThereAgainForWhoWroteIt() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "a");
        page.keyboard().type("two guidelines disagree");
        Visit.endSession(page);
        AnnotationDesk.press(page, "Control+Enter");
        page.waitForURL(Pattern.compile(".*/login.*"));
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        AnnotationDesk.press(page, "a");
        assertThat(page.locator(".ask[data-ask=escalate] textarea")).hasValue("two guidelines disagree");
        AnnotationDesk.pressForNext(page, "Control+Enter");
        assertThat((boolean) page.evaluate("() => Object.keys(sessionStorage).some(key => key.includes('note'))"))
                .isFalse();
        page.context().close();
    }

    @Test
    void withoutAConnectionItIsKeptInTheBrowserAndSentLater() {
        Page page = signedIn("clinician-1");
        page.context().setOffline(true);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("written in the lift");
        assertThat(page.locator(".draft-state")).containsText("No connection. What you wrote is kept in this browser");
        page.context().setOffline(false);
        AnnotationDesk.saved(page);
        assertThat(AnnotationDesk.draft(careloop.database(), page)).isEqualTo("written in the lift");
        page.context().close();
    }

    /** The lease expires while its owner still types, and a colleague gets the slot; only one of them can vote. */
    @Test
    void aLeaseThatRunsOutWhileItsOwnerTypesLosesNothingAndIsCountedOnce() {
        Page slow = signedIn("clinician-1");
        String comparison = AnnotationDesk.comparison(slow);
        AnnotationDesk.press(slow, "r");
        slow.keyboard().type("slowly");
        AnnotationDesk.saved(slow);
        givenToAnother(comparison);
        slow.keyboard().type(" thought about");
        AnnotationDesk.saved(slow);
        AnnotationDesk.press(slow, "Escape");
        AnnotationDesk.pressForNext(slow, "1");
        assertThat(careloop.database()
                        .sql("""
                            select count(*) from judgement j join person p on p.id = j.annotator
                            where j.comparison_id = cast(? as uuid) and p.login = 'clinician-1'
                              and j.rationale = 'slowly thought about'\
                            """)
                        .param(comparison)
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(AnnotationDesk.comparison(slow)).isNotEqualTo(comparison);
        slow.context().close();
    }

    private static void givenToAnother(String comparison) {
        careloop.database().sql("""
            update slot set holder = (select id from person where login = 'study-lead'), lease_until = now() + interval '1 hour'
            where comparison_id = cast(? as uuid)
              and holder = (select id from person where login = 'clinician-1')\
            """).param(comparison).update();
    }

    @Test
    void aStudyThatIsClosedMeanwhileSaysSoAndKeepsTheText() {
        Page page = signedIn("clinician-2");
        String comparison = AnnotationDesk.comparison(page);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("too late");
        AnnotationDesk.press(page, "Escape");
        careloop.database().sql("update study set state = 'CLOSED'").update();
        AnnotationDesk.pressForNext(page, "1");
        assertThat(page.locator(".bar-message")).containsText("The study was closed meanwhile.");
        assertThat(page.locator(".empty-queue")).containsText("No study collects verdicts at the moment");
        careloop.database().sql("update study set state = 'COLLECTING'").update();
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(AnnotationDesk.comparison(page)).isEqualTo(comparison);
        assertThat(AnnotationDesk.reason(page)).hasValue("too late");
        AnnotationDesk.pressForNext(page, "1");
        page.context().close();
    }

    @Test
    void aPairOfAClosedStudyIsSkippedWithoutAnError() {
        Page page = signedIn("clinician-2");
        careloop.database().sql("update study set state = 'CLOSED'").update();
        AnnotationDesk.press(page, "s");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(page.locator(".empty-queue")).isVisible();
        page.context().close();
    }

    @Test
    void aChangeThatTheStudyNoLongerTakesStaysInTheBrowser() {
        Page page = signedIn("clinician-1");
        AnnotationDesk.pressForNext(page, "1");
        AnnotationDesk.pressForNext(page, "z");
        AnnotationDesk.press(page, "r");
        page.keyboard().type("seen again");
        AnnotationDesk.press(page, "Escape");
        careloop.database().sql("update study set state = 'CLOSED'").update();
        AnnotationDesk.pressForNext(page, "3");
        assertThat(page.locator(".bar-message")).containsText("The study was closed meanwhile.");
        careloop.database().sql("update study set state = 'COLLECTING'").update();
        page.reload();
        AnnotationDesk.ready(page);
        AnnotationDesk.pressForNext(page, "z");
        assertThat(AnnotationDesk.reason(page)).hasValue("seen again");
        page.context().close();
    }
}
