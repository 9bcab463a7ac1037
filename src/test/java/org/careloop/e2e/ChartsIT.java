package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Charts are drawn however a page is come to, and are read by keys and by press, not by hovering alone. */
class ChartsIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    /** The canvases with anything on them, of those in view. */
    private static final String DRAWN = """
        () => [...document.querySelectorAll('care-curve canvas')].filter(canvas => canvas.width > 0 && canvas.checkVisibility()
          && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(one => one > 0)).length\
        """;

    private static String run;

    @BeforeAll
    static void runsThatAreOver() throws IOException {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
        Page page = signedInAt("/login", "ml-engineer", Visit.PASSWORD);
        for (int i = 0; i < 2; i++) {
            Visit.open(page, careloop.address("/train/" + STUDY + "/reward"));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start training"))
                    .click();
            page.waitForURL("**/runs/*");
            run = DrawnRun.finish(careloop);
        }
        page.context().close();
    }

    private static Page engineer(ColorScheme colours) {
        Page page = chromium.wide("en-US", colours);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "ml-engineer");
        return page;
    }

    private static void drawn(Page page, int curves) {
        assertThat(page.locator("care-curve canvas:visible")).hasCount(curves);
        page.waitForFunction("n => (" + DRAWN + ")() === n", curves);
    }

    @Test
    void curvesAreDrawnWhenThePageIsOpenedReloadedNarrowAndPrinted() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address(run));
        drawn(page, 4);
        page.reload();
        drawn(page, 4);
        page.setViewportSize(390, 844);
        page.reload();
        drawn(page, 4);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.setViewportSize(1360, 860);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        drawn(page, 4);
        page.context().close();
    }

    @Test
    void paperGetsDarkLinesFromADarkScreen() {
        Page page = engineer(ColorScheme.DARK);
        Visit.open(page, careloop.address(run));
        drawn(page, 4);
        assertThat(strongest(page)).isEqualTo("92,192,224");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.waitForFunction("colour => (" + STRONGEST + ")() === colour", "11,110,143");
        page.context().close();
    }

    /** The colour of the first curve: the one that most wholly covered dots have. */
    private static final String STRONGEST = """
        () => {
          const canvas = document.querySelector('care-curve canvas');
          const { data } = canvas.getContext('2d').getImageData(canvas.width / 4, 0, canvas.width / 2, canvas.height - 30);
          const counts = {};
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 255 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) {
              const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
              counts[colour] = (counts[colour] ?? 0) + 1;
            }
          }
          return Object.entries(counts).sort((a, b) => b[1] - a[1])[0]?.[0];
        }\
        """;

    private static Object strongest(Page page) {
        return page.evaluate(STRONGEST);
    }

    @Test
    void aCurveIsReadStepByStepWithKeysAndByPress() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address(run));
        Locator curve = page.locator("care-curve").first();
        assertThat(curve).hasAttribute("role", "slider");
        curve.focus();
        assertThat(curve).hasAttribute("data-reading", "Step 30: 0.4");
        page.keyboard().press("ArrowLeft");
        assertThat(curve).hasAttribute("aria-valuetext", "Step 29: 0.41");
        page.keyboard().press("Home");
        assertThat(curve).hasAttribute("aria-valuetext", "Step 1: 0.69");
        page.keyboard().press("Escape");
        assertThat(curve).not().hasAttribute("reading", "");
        page.locator("care-curve").nth(1).click();
        assertThat(page.locator("care-curve").nth(1)).hasAttribute("reading", "");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    void sharesOfARunCarryTheirDoubt() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address(run));
        assertThat(page.locator(".curve-latest").nth(1)).hasText("Too few to say (n = 12)");
        assertThat(page.locator(".curve-latest").nth(3)).hasText("65 %60 – 70, n = 240");
        page.context().close();
    }

    @Test
    void runsTickedInTheirListAreLaidOverOneAnotherAndTakenAwayAgain() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/runs?kind=reward&sort=eval/accuracy"));
        assertThat(page.locator("th[aria-sort=descending]")).hasText("Agrees, held out ↓");
        assertThat(page.locator(".final-figures tbody tr").first()).containsText("65 %");
        page.locator(".ticked-name vaadin-checkbox").nth(0).click();
        page.locator(".ticked-name vaadin-checkbox").nth(1).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Lay over one another"))
                .click();
        page.waitForURL("**/curves?runs=*");
        drawn(page, 4);
        Locator legend = page.locator(".overlay-card").first().locator(".curve-legend li");
        assertThat(legend).hasCount(2);
        assertThat(legend.locator(".legend-value")).hasText(new String[] {"0.4", "0.4"});
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.getByText("Take away").first().click();
        assertThat(legend).hasCount(1);
        drawn(page, 4);
        page.context().close();
    }

    @Test
    void whatAFigureIsIsSaidByKey() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address(run));
        Locator name = page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Agrees, held out").setExact(true));
        name.focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("on questions kept out of training whose winner"))
                .isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.keyboard().press("Escape");
        assertThat(page.getByText("on questions kept out of training whose winner"))
                .isHidden();
        page.context().close();
    }

    @Test
    void theBarsOfDaysAreReadWithKeys() {
        Page page = lead("/study/" + STUDY);
        Locator bars = page.locator("care-bars");
        bars.focus();
        assertThat(bars).hasAttribute("data-reading", java.util.regex.Pattern.compile(".*: 80"));
        page.keyboard().press("ArrowLeft");
        assertThat(bars).hasAttribute("data-reading", java.util.regex.Pattern.compile(".*: 0"));
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    void theStudyInViewStaysInViewOnTheWayToTheRunsAndBack() {
        Page page = lead("/study/" + STUDY + "/agreement");
        page.locator("vaadin-side-nav-item").getByText("Runs").click();
        assertThat(page.locator("h1")).hasText("Runs");
        page.locator("vaadin-side-nav-item").getByText("Overview").click();
        assertThat(page.locator("h1")).containsText("Fever");
        page.context().close();
    }

    @Test
    void aSettingThatDoesNotFitIsSaidAtItsFieldBeforeAnythingStarts() {
        Page page = engineer(ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/train/" + STUDY + "/reward"));
        page.getByText("More settings").click();
        page.getByLabel("epochs", new Page.GetByLabelOptions().setExact(true)).fill("0");
        page.getByText("More settings").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start training"))
                .click();
        assertThat(page.locator("[slot=error-message]")
                        .getByText("“0” does not fit; expected a whole number, 1 or more"))
                .isVisible();
        assertThat(page.getByLabel("epochs", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start training")))
                .isEnabled();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }
}
