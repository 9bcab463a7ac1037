package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way in. */
class SignInIT extends WebOnlyIT {

    /** A round trip beside the form may come once the session has its new id, and then breaks the sign-in off. */
    @Test
    void whatIsTypedGoesToTheServerWithTheFormAndInNoOtherWay() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/login"));
        assertThat(page.locator("input[name=username]")).isFocused();
        Chromium.settle(page);
        List<String> sent = new ArrayList<>();
        page.onRequest(request -> sent.add(told(request)));
        page.locator("input[name=username]").fill("clinician-1");
        page.locator("input[name=password]").fill(Visit.PASSWORD);
        page.locator("input[name=username]").focus();
        Chromium.settle(page);
        assertThat(sent).isEmpty();
        Visit.signIn(page, "clinician-1");
        AnnotationDesk.ready(page);
        assertThat(sent.stream().filter(one -> one.contains(Visit.PASSWORD)))
                .containsExactly("POST %s username=clinician-1&password=%s"
                        .formatted(careloop.address("/login"), Visit.PASSWORD));
        page.context().close();
    }

    /** Before anybody is signed in, whatever asks for more is sent to the sign-in page itself. */
    @Test
    void everyScriptOfTheSignInPageComesAsAScript() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        List<String> scripts = new ArrayList<>();
        page.onResponse(response -> {
            if (response.request().resourceType().equals("script")) {
                scripts.add(response.status() + " " + response.url().replaceAll(".*/", ""));
            }
        });
        Visit.open(page, careloop.address("/login"));
        assertThat(scripts)
                .contains("200 shell.js", "200 links.js", "200 unsent.js")
                .allMatch(one -> one.startsWith("200"));
        page.context().close();
    }

    private static String told(Request request) {
        return "%s %s %s".formatted(request.method(), request.url(), request.postData());
    }

    @Test
    void aWrongPasswordIsSaidAndTheRightOneComesIn() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/"));
        page.locator("input[name=username]").fill("clinician-1");
        page.locator("input[name=password]").fill("another");
        page.locator("button[type=submit]").click();
        assertThat(page.locator(".login-failed")).isVisible();
        Visit.signIn(page, "clinician-1");
        AnnotationDesk.ready(page);
        page.context().close();
    }
}
