package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every screen and every dialog, light on a desk and dark on a telephone: axe finds nothing and nothing scrolls sideways. A
 * page is loaded once and then made narrow and dark, which is what makes this quick.
 */
class EveryScreenIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final UUID CLOSED = UUID.randomUUID();
    private static final UUID JUDGED_TWO = UUID.randomUUID();
    private static final String OF_STUDY = "/study/" + STUDY;

    /** A sticky bar may cover content that can be scrolled; at the end of the page it must cover nothing. */
    private static final String TO_THE_END = """
        () => {
          window.scrollTo(0, document.documentElement.scrollHeight);
          const frame = document.querySelector('vaadin-app-layout')?.shadowRoot.querySelector('[part~="content"]');
          frame?.scrollTo(0, frame.scrollHeight);
        }\
        """;

    private static final Map<String, Page> PAGES = new HashMap<>();

    /** Where a screen is and how it is brought into the state that is looked at; no login where anybody may see it. */
    private record Screen(String name, String login, String address, Consumer<Page> opened) {
        Screen(String name, String login, String address) {
            this(name, login, address, page -> {});
        }
    }

    @BeforeAll
    static void furnish() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
        JudgedStudy.add(careloop.database(), CLOSED, "Cough", "CLOSED");
        VerdictStudy.add(careloop.database(), JUDGED_TWO, "Two models");
        AnnotationDesk.design(careloop.database(), """
            {"criteria": [{"key": "safety", "label": null, "required": true}], "guidelines": "## How\\n\\n| A | B |\\n|---|---|\\n| 1 | 2 |"}\
            """);
    }

    @TestFactory
    Stream<DynamicTest> everyScreenIsAccessibleInBothThemesAndFitsATelephone() {
        return Stream.of(outside(), annotation(), ofAStudy(), leading(), training(), administration(), emptyQueue())
                .flatMap(List::stream)
                .map(screen -> DynamicTest.dynamicTest(screen.name(), () -> look(screen)));
    }

    private static List<Screen> outside() {
        return List.of(
                new Screen("sign-in", "", "/login"),
                new Screen("sign-in refused", "", "/login?error"),
                new Screen("signed out by others", "", "/login?ended"),
                new Screen("sign-in has to wait", "", "/login?wait=120"),
                new Screen("dead link", "", "/invitation/none"),
                new Screen("help", "", "/help"),
                new Screen("a guide", "", "/help/clinician"));
    }

    private static List<Screen> annotation() {
        return List.of(
                new Screen("no access", "clinician-2", "/accounts"),
                new Screen("own work", "clinician-2", "/my-work"),
                annotate("what is missing", "1"),
                annotate("pair", "q"),
                annotate("flag", "f"),
                annotate("flagged", "f", "1", "1"),
                annotate("skip", "s"),
                annotate("pass on", "a"),
                annotate("privacy", "p"),
                annotate("better response", "c", "1"),
                annotate("reason", "r"),
                annotate("keys", "?"),
                annotate("guidelines", "g"),
                new Screen("person's menu", "clinician-2", "/annotate", EveryScreenIT::openMenu),
                new Screen("ranking", "clinician-2", "/annotate", EveryScreenIT::rank));
    }

    private static Screen annotate(String name, String... keys) {
        return new Screen(name, "clinician-2", "/annotate", page -> {
            AnnotationDesk.ready(page);
            AnnotationDesk.press(page, keys);
        });
    }

    private static List<Screen> ofAStudy() {
        return List.of(
                lead("overview", OF_STUDY),
                lead("one annotator", OF_STUDY, EveryScreenIT::openAnnotator),
                lead("exclusion", OF_STUDY, page -> {
                    openAnnotator(page);
                    button(page, "Leave out the votes…").click();
                }),
                lead("design", OF_STUDY + "/design"),
                lead(
                        "close a study",
                        OF_STUDY + "/design",
                        page -> button(page, "Close the study").click()),
                lead("people", OF_STUDY + "/people"),
                lead(
                        "invite a clinician",
                        OF_STUDY + "/people",
                        page -> button(page, "Invite a clinician").click()),
                lead("comparisons", OF_STUDY + "/comparisons"),
                lead("no comparison", OF_STUDY + "/comparisons?q=zebra"),
                lead("comparison unseen", OF_STUDY + "/comparisons?flag=any", EveryScreenIT::openFirst),
                new Screen("comparison", "admin", OF_STUDY + "/comparisons?flag=any", EveryScreenIT::openFirst),
                lead("agreement", OF_STUDY + "/agreement"),
                lead("no verdict", OF_STUDY + "/verdict"),
                lead("verdict", "/study/" + JUDGED_TWO + "/verdict"),
                lead("adjudication", OF_STUDY + "/adjudication"),
                lead("adjudication after one's own judgement", OF_STUDY + "/adjudication", EveryScreenIT::judgeBlind),
                lead("export", OF_STUDY + "/export"),
                lead("signature", "/study/" + CLOSED + "/signature"),
                lead(
                        "sign",
                        "/study/" + CLOSED + "/signature",
                        page -> button(page, "Sign and freeze").click()),
                lead(
                        "webhooks",
                        OF_STUDY + "/webhooks",
                        page -> button(page, "Add").click()));
    }

    private static List<Screen> leading() {
        return List.of(
                lead("new study", "/study/new"),
                lead("adjudicate", "/adjudicate"),
                lead("import", "/import/" + STUDY),
                lead("tokens", "/tokens", page -> button(page, "Make a token").click()),
                lead("own password", "/study", page -> {
                    openMenu(page);
                    button(page, "Change password").click();
                }),
                lead("no such page", "/nowhere"));
    }

    private static List<Screen> training() {
        String train = "/train/" + STUDY;
        return List.of(
                new Screen("no runs", "ml-engineer", "/runs"),
                new Screen("train a policy", "ml-engineer", train + "/policy"),
                new Screen(
                        "answers from models",
                        "ml-engineer",
                        "/answer/" + STUDY,
                        page -> button(page, "Add a server").click()),
                new Screen("run", "ml-engineer", train + "/reward", page -> {
                    button(page, "Start training").click();
                    page.waitForURL("**/runs/*");
                }),
                new Screen("runs", "ml-engineer", "/runs"),
                new Screen("runs of a kind", "ml-engineer", "/runs?kind=reward&sort=eval/accuracy"),
                new Screen("no curves", "ml-engineer", "/curves"),
                new Screen("curves", "ml-engineer", "/runs", page -> {
                    page.locator(".ticked-name vaadin-checkbox").first().click();
                    button(page, "Lay over one another").click();
                    page.waitForURL("**/curves?runs=*");
                }),
                new Screen("exams on the server", "ml-engineer", "/benchmarks"),
                new Screen(
                        "checkpoints",
                        "ml-engineer",
                        "/checkpoints",
                        page -> page.getByText("Register a model that lies on the server")
                                .click()),
                new Screen("checkpoint", "ml-engineer", "/checkpoints", page -> {
                    page.locator(".facts a").first().click();
                    page.waitForURL("**/checkpoints/*");
                }));
    }

    private static List<Screen> administration() {
        return List.of(
                administrator("audit trail", "/audit", press("Check the trail")),
                new Screen("accounts", "admin", "/accounts"),
                new Screen("second factors", "admin", "/second-factors"),
                new Screen("own second factor", "admin", "/accounts", page -> {
                    openMenu(page);
                    button(page, "Second factor").click();
                    assertThat(page.locator(".qr-code")).isVisible();
                }),
                new Screen(
                        "adjudication for one who is no clinician",
                        "admin",
                        OF_STUDY + "/adjudication",
                        page -> assertThat(page.getByText("Decisions are for clinicians"))
                                .isVisible()),
                administrator("new account", "/accounts", press("Open an account")),
                administrator("invitation", "/accounts", press("Invite by link")),
                administrator("one account", "/accounts", press("Change account clinician-1")));
    }

    /** Last, because afterwards no comparison is left. */
    private static List<Screen> emptyQueue() {
        return List.of(new Screen("empty queue", "clinician-2", "/annotate", page -> {
            careloop.database()
                    .sql("update study set state = 'CLOSED' where state = 'COLLECTING'")
                    .update();
            page.reload();
            assertThat(page.locator(".empty-queue")).isVisible();
        }));
    }

    private static Screen lead(String name, String address) {
        return lead(name, address, page -> {});
    }

    private static Screen lead(String name, String address, Consumer<Page> opened) {
        return new Screen(name, "study-lead", address, opened);
    }

    private static Screen administrator(String name, String address, Consumer<Page> opened) {
        return new Screen(name, "admin", address, opened);
    }

    private static void look(Screen screen) {
        Page page = PAGES.computeIfAbsent(screen.login(), EveryScreenIT::window);
        page.setViewportSize(1360, 860);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Visit.open(page, careloop.address(screen.address()));
        screen.opened().accept(page);
        Chromium.settle(page);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.scrollBelowLayout(page)).isZero();
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.evaluate(TO_THE_END);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
    }

    private static Page window(String login) {
        return login.isEmpty()
                ? chromium.wide("en-US", ColorScheme.LIGHT)
                : signedInAt("/login", login, Visit.PASSWORD);
    }

    private static void openMenu(Page page) {
        page.locator(".person-menu vaadin-button").click();
        assertThat(page.getByText("Sign out")).isVisible();
    }

    private static void openAnnotator(Page page) {
        // Slow figures render the table again when they arrive.
        assertThat(page.getByText("Being counted")).hasCount(0);
        button(page, "clinician-2").click();
        assertThat(button(page, "Close")).isVisible();
    }

    private static void openFirst(Page page) {
        page.locator(".comparison-table a").first().click();
        assertThat(page.locator(".case")).isVisible();
    }

    private static void judgeBlind(Page page) {
        page.keyboard().press("1");
        assertThat(page.locator("h2").getByText("What the clinicians said")).isVisible();
    }

    private static void rank(Page page) {
        AnnotationDesk.ready(page);
        AnnotationDesk.responses(
                careloop.database(),
                AnnotationDesk.comparison(page),
                "One",
                "Two",
                List.of("Three", "Four", "Five", "Six"));
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".rank-chip")).hasCount(6);
    }

    private static Consumer<Page> press(String name) {
        return page -> button(page, name).click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
