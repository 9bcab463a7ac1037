package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A link is made when somebody confirms it: to look at what a button does makes none. */
class InvitationIT extends WebOnlyIT {

    @Test
    void anInvitationToAStudyIsMadeOnConfirmation() {
        Page page = lead(ofStudy("/people"));
        button(page, "Invite a clinician").click();
        assertThat(page.getByText("Whoever opens the link")).isVisible();
        button(page, "Cancel").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(links("INVITE")).isZero();
        button(page, "Invite a clinician").click();
        button(page, "Make the link").click();
        assertThat(page.locator(".link-address input")).isVisible();
        assertThat(links("INVITE")).isOne();
        page.context().close();
    }

    @Test
    void aLinkForANewPasswordIsMadeOnConfirmation() {
        Page page = signedInAt("/accounts", "admin", Visit.PASSWORD);
        button(page, "Change account clinician-1").click();
        button(page, "New password").click();
        assertThat(page.getByText("sets a new password")).isVisible();
        assertThat(links("RESET")).isZero();
        button(page, "Make the link").click();
        assertThat(page.locator(".link-address input")).isVisible();
        assertThat(links("RESET")).isOne();
        page.context().close();
    }

    private static int links(String kind) {
        return careloop.database()
                .sql("select count(*) from invitation where kind = ?")
                .param(kind)
                .query(Integer.class)
                .single();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
