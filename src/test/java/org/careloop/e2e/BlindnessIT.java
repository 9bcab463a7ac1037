package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that reaches an annotator's browser names a model or says which response is stored first. */
class BlindnessIT extends WebOnlyIT {
    private static final String MODEL = "zebrafinch";
    private static final List<String> ELSEWHERE = List.of(
            "/my-work",
            "/study",
            "/studies",
            "/export",
            "/import",
            "/runs",
            "/checkpoints",
            "/audit",
            "/accounts",
            "/adjudicate",
            "/api/v1/studies",
            "/v3/api-docs",
            "/actuator/env",
            "/data/export");
    private static final List<String> TELLING = List.of(
            MODEL, "aOnLeft", "a_on_left", "sideMap", "side map", "storedOrder", "model_a", "modelA", "response_a");
    /** Keys of the session, ids of fields, the number of the window. */
    private static final Pattern NEW_EACH_TIME = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\"v-uiId\":\\d+|vaadin-[a-z-]+-\\d+");

    /** One thing that the server tells the page. */
    private static final Pattern TOLD =
            Pattern.compile("\"key\":\"[^\"]+\",\"feat\":\\d+,\"value\":(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^,}]+)");

    @BeforeAll
    static void begin() {
        careloop.database().sql("""
            update comparison set model_a = 'zebrafinch-a', model_b = 'zebrafinch-b',
                external_id = 'zebrafinch-' || external_id\
            """).update();
    }

    @Test
    void nothingThatReachesTheBrowserTellsModelOrSide() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> bodies = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        for (String key : List.of("1", "2", "3", "4")) {
            AnnotationDesk.pressForNext(page, key);
        }
        AnnotationDesk.pressForNext(page, "z");
        AnnotationDesk.pressForNext(page, "3");
        AnnotationDesk.press(page, "f", "1", "1", "r");
        page.keyboard().type("kept as a draft");
        AnnotationDesk.saved(page);
        bodies.put("the page with a draft", live(page));
        page.reload();
        AnnotationDesk.ready(page);
        bodies.put("the page loaded anew", live(page));
        AnnotationDesk.press(page, "Escape", "m");
        page.waitForURL(url -> url.contains("my-work"));
        Chromium.settle(page);
        bodies.put("the page of one's own work", live(page));
        for (String path : ELSEWHERE) {
            bodies.merge(path, page.request().get(careloop.address(path)).text(), String::concat);
            page.navigate(careloop.address(path));
            bodies.merge(path, page.content(), String::concat);
        }
        assertThat(bodies.entrySet().stream().filter(entry -> entry.getKey().contains("v-r=uidl")))
                .as("the round trips of the page were read")
                .anyMatch(entry -> entry.getValue().contains("data-comparison"));
        tellNothing(bodies);
        page.context().close();
    }

    @Test
    void anAdjudicatorLearnsNeitherModelNorSideBeforeOrAfterTheBlindVerdict() {
        careloop.database().sql("""
            insert into study_member (study_id, person_id, role, added_at)
            select s.id, p.id, 'ADJUDICATOR', now() from study s, person p where p.login = 'clinician-2'\
            """).update();
        Page passesOn = signedIn("clinician-1");
        AnnotationDesk.press(passesOn, "a");
        passesOn.keyboard().type("beyond me");
        AnnotationDesk.pressForNext(passesOn, "Control+Enter");
        passesOn.context().close();

        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> bodies = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        Visit.open(page, careloop.address(ofStudy("/adjudication")));
        for (String stage : List.of("blind", "decide")) {
            page.locator("[data-adjudicate]").first().waitFor();
            Chromium.settle(page);
            bodies.put("the page to " + stage, live(page));
            AnnotationDesk.press(page, "1");
            page.locator("vaadin-text-area").waitFor();
        }
        tellNothing(bodies);
        page.context().close();
    }

    /** A token never allows more than its person's roles: one of an annotator, with every scope there is, opens nothing. */
    @Test
    void aTokenOfAnAnnotatorOpensNothing() {
        String secret = "careloop_of-an-annotator";
        careloop.database().sql("""
            insert into api_token (id, person_id, name, token_hash, scopes, created_at)
            select gen_random_uuid(), id, 'all', encode(sha256(convert_to(?, 'UTF8')), 'hex'), array['studies:read',
                   'studies:write', 'comparisons:read', 'comparisons:write', 'judgements:read', 'exports:read',
                   'runs:read', 'runs:write'], now()
            from person where login = 'clinician-1'\
            """).param(secret).update();
        String study = AnnotationDesk.study(careloop.database());
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> bodies = new LinkedHashMap<>();
        for (String path : List.of(
                "/studies",
                "/studies/" + study,
                "/studies/" + study + "/comparisons",
                "/studies/" + study + "/judgements",
                "/studies/" + study + "/verdict",
                "/studies/" + study + "/export",
                "/studies/" + study + "/export?format=csv",
                "/runs",
                "/runs/1")) {
            APIResponse answer = page.request()
                    .get(
                            careloop.address("/api/v1" + path),
                            RequestOptions.create().setHeader("Authorization", "Bearer " + secret));
            assertThat(answer.status()).as(path).isEqualTo(403);
            bodies.put(path, answer.text());
        }
        tellNothing(bodies);
        page.context().close();
    }

    /**
     * Nothing depends on which response is stored first. The test exchanges both responses in the database, and the
     * side as well, so that the person sees the same texts in the same positions; everything that the browser gets must
     * be the same.
     */
    @Test
    void thePageIsTheSameWhicheverResponseIsStoredFirst() {
        Page page = signedIn("clinician-2");
        String comparison = AnnotationDesk.comparison(page);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("a draft");
        AnnotationDesk.saved(page);
        List<String> straight = loadedAnew(page);
        careloop.database().sql("""
            update comparison set response_a = response_b, response_b = response_a, model_a = model_b, model_b = model_a
            where id = cast(? as uuid)\
            """).param(comparison).update();
        careloop.database()
                .sql("update slot set a_on_left = not a_on_left where comparison_id = cast(? as uuid)")
                .param(comparison)
                .update();
        assertThat(straight).anyMatch(told -> told.startsWith("\"key\":\"data-comparison\""));
        assertThat(loadedAnew(page)).isEqualTo(straight);
        page.context().close();
    }

    /** What the browser receives and renders of the pair, without values that are new at every load. */
    private static List<String> loadedAnew(Page page) {
        Map<String, String> bodies = AnnotationDesk.traffic(page);
        page.reload();
        AnnotationDesk.ready(page);
        AnnotationDesk.saved(page);
        String shown = (String) page.evaluate("() => document.querySelector('.annotate').outerHTML");
        String sent = bodies.values().stream()
                .filter(body -> body.contains("data-comparison"))
                .findFirst()
                .orElseThrow();
        // The confirmation of a draft arrives in no fixed order.
        Stream<String> told =
                TOLD.matcher(sent).results().map(MatchResult::group).filter(one -> !one.contains("data-saved"));
        return Stream.concat(told.sorted(), Stream.of(shown))
                .map(text -> NEW_EACH_TIME.matcher(text).replaceAll("#"))
                .toList();
    }

    /** The document as it stands, with the data of every element, and all that the browser keeps. */
    private static String live(Page page) {
        return (String) page.evaluate("""
            async () => document.documentElement.outerHTML + JSON.stringify({...localStorage})
                + JSON.stringify({...sessionStorage}) + document.cookie + JSON.stringify(await indexedDB.databases())
                + JSON.stringify(await caches.keys())
                + [...document.querySelectorAll('*')].flatMap(one => one.shadowRoot ? [one.shadowRoot.innerHTML] : []).join()
                + JSON.stringify([...document.querySelectorAll('vaadin-markdown')].map(one => one.content))\
            """);
    }

    private static void tellNothing(Map<String, String> bodies) {
        assertThat(bodies)
                .isNotEmpty()
                .allSatisfy((address, body) -> TELLING.forEach(
                        told -> assertThat(body).as("%s in %s", told, address).doesNotContainIgnoringCase(told)));
    }
}
