package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who sign in at a provider, in a browser. */
class OidcIT extends OidcCase {
    @BeforeEach
    void provider() {
        provider.start();
    }

    @AfterEach
    void noProvider() {
        provider.tellTheTruth();
        provider.stop();
    }

    private static void signOut(Page page) {
        page.locator(".person-menu > vaadin-button").click();
        page.getByText("Sign out", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL(Pattern.compile(".*/login.*"));
        Chromium.settle(page);
    }

    @Test
    void aSignInMakesAnAccountWithTheRolesOfItsGroupsAndSigningOutEndsBothSessions() {
        provider.groups("wang", "trial-office", "canteen");
        Page page = window();
        Chromium.picture(page, "sign-in-provider-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        signIn(page, "wang");
        assertThat(page.locator(".person-menu")).containsText("wang");
        assertThat(roles("wang")).containsExactly("STUDY_LEAD");
        assertThat(audited("account.create", "wang")).isEqualTo(1);
        assertThat(audited("account.sign-in", "wang")).isEqualTo(1);

        signOut(page);
        button(page).click();
        assertThat(page.locator("input[name=password]")).isVisible();
        assertThat(page.url()).startsWith(provider.issuer());
        page.context().close();
    }

    @Test
    void rolesFollowTheGroupsAndWhoIsInNoneStaysOut() {
        provider.groups("okafor", "trial-office", "night-shift");
        Page page = window();
        signIn(page, "okafor");
        assertThat(roles("okafor")).containsExactly("CLINICIAN", "STUDY_LEAD");
        signOut(page);

        provider.groups("okafor", "CN=ward-7,OU=doctors");
        signIn(page, "okafor");
        assertThat(roles("okafor")).containsExactly("CLINICIAN");
        assertThat(audited("account.roles-by-groups", "okafor")).isEqualTo(1);
        page.context().close();

        provider.groups("okafor", "canteen");
        Page later = window();
        signIn(later, "okafor");
        refused(later, "none of the groups");
        assertThat(roles("okafor")).isEmpty();
        assertThat(audited("account.roles-by-groups", "okafor")).isEqualTo(2);
        later.context().close();
    }

    @Test
    void whomTheProviderSignsOutIsSignedOutHereAtTheNextStep() throws IOException, InterruptedException {
        provider.groups("silva", "trial-office");
        Page page = window();
        signIn(page, "silva");
        Page second = page.context().newPage();
        Visit.open(second, careloop.address("/help"));

        assertThat(backChannel(provider.logoutToken(claims -> claims.subject("id-of-silva"))))
                .isEqualTo(200);

        second.reload();
        assertThat(second).hasURL(Pattern.compile("login\\?ended"));
        page.locator("vaadin-side-nav-item").first().click();
        assertThat(page).hasURL(Pattern.compile("/login"));
        assertThat(audited("account.signed-out-by-provider", "silva")).isEqualTo(1);
        page.context().close();
    }

    @Test
    void aClosedAccountStaysOutWhateverTheProviderSays() {
        provider.groups("meyer", "it");
        Page page = window();
        signIn(page, "meyer");
        assertThat(roles("meyer")).containsExactly("ADMINISTRATOR");
        careloop.database()
                .sql("update person set active = false where login = 'meyer'")
                .update();
        page.context().close();

        Page again = window();
        signIn(again, "meyer");
        refused(again, "Your account here is closed");
        again.context().close();
    }

    @Test
    void anAccountOfThatNameIsNeverTakenOver() {
        careloop.database().sql("""
            insert into person (id, login, display_name, password_hash, created_at)
            values (gen_random_uuid(), 'haddad', 'haddad', '!', now())\
            """).update();
        provider.groups("haddad", "it");
        Page page = window();
        signIn(page, "haddad");
        refused(page, "tell your administrator this identifier: id-of-haddad");
        assertThat(roles("haddad")).isEmpty();
        page.context().close();
    }

    @Test
    void whileTheProviderIsAwayItIsSaidAndAdministratorsComeInByPassword() {
        provider.stop();
        Page page = window();
        button(page).click();
        refused(page, "Ward Directory does not answer");
        Chromium.picture(page, "sign-in-provider-away-en");

        page.locator("summary").click();
        page.locator("input[name=username]").fill("study-lead");
        page.locator("input[name=password]").fill(Visit.PASSWORD);
        page.locator("button[type=submit]").click();
        refused(page, "here passwords are for administrators");
        page.locator("summary").click();
        Visit.signIn(page, "admin");
        assertThat(page.locator(".person-menu")).containsText("admin");
        page.context().close();
    }

    static int backChannel(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(careloop.address("/sign-in/provider/signed-out")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }
}
