package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The second factor, from switching it on to the day on which the phone is lost. */
class TotpIT extends WebOnlyIT {
    private static final Pattern CODE_PAGE = Pattern.compile(".*/login/code.*");

    @AfterEach
    void nobodyHasOne() {
        careloop.database().sql("delete from second_factor").update();
        careloop.database().sql("delete from second_factor_demand").update();
    }

    @Test
    void aSecondFactorIsSwitchedOnAskedForAndReset() {
        Page page = signedIn("clinician-2");
        String secret = switchOn(page);
        page.context().close();

        page = password("clinician-2");
        assertThat(page).hasURL(CODE_PAGE);
        assertThat(page.locator("input[name=code]")).isFocused();
        enter(page, "000000");
        assertThat(page.locator(".login-failed")).containsText("not the code");
        enter(page, code(secret, 1));
        firstPair(page);
        page.context().close();

        Page admin = signedInAt("/second-factors", "admin", Visit.PASSWORD);
        button(admin, "Reset the second factor of clinician-2").click();
        button(admin, "Reset").last().click();
        assertThat(admin.getByText("Nobody has switched one on yet.")).isVisible();
        admin.context().close();

        page = password("clinician-2");
        firstPair(page);
        page.context().close();
    }

    @Test
    void whatIsTypedWhenTheSessionEndsIsThereAfterTheCode() {
        Page page = signedIn("clinician-2");
        String secret = switchOn(page);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("half a thought");
        AnnotationDesk.saved(page);
        Visit.endSession(page);
        page.keyboard().type(", and the rest");
        page.waitForURL(Pattern.compile(".*/login.*"));
        fill(page, "clinician-2");
        enter(page, code(secret, 1));
        firstPair(page);
        assertThat(AnnotationDesk.reason(page)).hasValue("half a thought, and the rest");
        AnnotationDesk.press(page, "Escape");
        page.context().close();
    }

    @Test
    void aRoleThatMustHaveOneSetsItUpAtTheSignInAndARecoveryCodeOpensOnce() {
        Page admin = signedInAt("/second-factors", "admin", Visit.PASSWORD);
        admin.getByText("Clinician", new Page.GetByTextOptions().setExact(true)).click();
        button(admin, "Save").click();
        assertThat(admin.getByText("Saved. It counts")).isVisible();
        admin.context().close();

        Page page = password("clinician-2");
        assertThat(page.locator(".qr-code svg path")).hasCount(1);
        List<String> recovery = page.locator(".recovery-codes li").allInnerTexts();
        assertThat(recovery).hasSize(10);
        enter(page, code(secret(page), 0));
        firstPair(page);
        page.context().close();

        page = password("clinician-2");
        enter(page, recovery.getFirst());
        firstPair(page);
        page.context().close();
        page = password("clinician-2");
        enter(page, recovery.getFirst());
        assertThat(page.locator(".login-failed")).containsText("used already");
        page.context().close();
    }

    private static String switchOn(Page page) {
        page.locator(".person-menu vaadin-button").first().click();
        page.getByText("Second factor", new Page.GetByTextOptions().setExact(true))
                .click();
        String secret = secret(page);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.locator("vaadin-text-field input").fill(code(secret, 0));
        dialog.locator("vaadin-password-field input").fill(Visit.PASSWORD);
        button(page, "Switch on").click();
        assertThat(page.getByText("The second factor is on.")).isVisible();
        return secret;
    }

    private static Page password(String login) {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/"));
        fill(page, login);
        return page;
    }

    private static void fill(Page page, String login) {
        page.locator("input[name=username]").fill(login);
        page.locator("input[name=password]").fill(Visit.PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("input[name=username]")).hasCount(0);
        Chromium.settle(page);
    }

    private static void enter(Page page, String code) {
        page.locator("input[name=code]").fill(code);
        page.locator("button[type=submit]").click();
        Chromium.settle(page);
    }

    private static void firstPair(Page page) {
        Visit.comeIn(page);
        AnnotationDesk.ready(page);
    }

    private static String secret(Page page) {
        return page.locator(".enrolment-secret").innerText().replace(" ", "");
    }

    /** What a phone shows, some steps of 30 seconds from now (RFC 6238). */
    private static String code(String base32, int stepsOn) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(base32), "HmacSHA1"));
            long step = Instant.now().getEpochSecond() / 30 + stepsOn;
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length());
        int held = 0;
        int bits = 0;
        for (char letter : base32.toCharArray()) {
            held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.put((byte) (held >> bits));
                held &= (1 << bits) - 1;
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
