package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** CareLoop with a sign-in provider that makes accounts and whose groups give roles, and a browser. */
@ExtendWith(FailureReport.class)
abstract class OidcCase {
    protected static SignInProvider provider;
    protected static RunningCareLoop careloop;
    protected static Chromium chromium;

    /** CareLoop starts first, when there is no provider yet. */
    @BeforeAll
    static void start() throws IOException, JOSEException {
        provider = new SignInProvider();
        Path secret = Files.writeString(Files.createTempFile("careloop-oidc", ".secret"), SignInProvider.SECRET + "\n");
        careloop = RunningCareLoop.startWebOnly(List.of(
                "--careloop.oidc.issuer=" + provider.issuer(),
                "--careloop.oidc.client-id=" + SignInProvider.CLIENT,
                "--careloop.oidc.client-secret-file=" + secret,
                "--careloop.oidc.name=Ward Directory",
                "--careloop.oidc.accounts=make",
                "--careloop.oidc.passwords=administrators",
                "--careloop.oidc.clinicians=CN=ward-7,OU=doctors; night-shift",
                "--careloop.oidc.study-leads=trial-office",
                "--careloop.oidc.administrators=it"));
        provider.register(careloop.address(""));
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
        if (provider != null) {
            provider.close();
        }
    }

    protected static Page window() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/login"));
        return page;
    }

    protected static Locator button(Page page) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Ward Directory"));
    }

    /** From the sign-in page by way of the provider's own, until CareLoop answers. */
    protected static void signIn(Page page, String person) {
        button(page).click();
        page.locator("input[name=username]").fill(person);
        page.locator("input[name=password]").fill(SignInProvider.PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForURL(url -> url.startsWith(careloop.address("")));
        Chromium.settle(page);
    }

    protected static void refused(Page page, String words) {
        assertThat(page.locator(".login-failed")).containsText(words);
    }

    protected static List<String> roles(String login) {
        return careloop.database().sql("""
            select role from person_role join person on person.id = person_id where login = ? order by role\
            """).param(login).query(String.class).list();
    }

    protected static long audited(String action, String subject) {
        return careloop.database()
                .sql("select count(*) from audit_event where action = ? and subject = ?")
                .params(action, subject)
                .query(Long.class)
                .single();
    }
}
