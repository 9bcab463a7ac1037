package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tests of the annotation page share: a study as they need it, and a person at the keys. */
final class AnnotationDesk {
    private AnnotationDesk() {}

    /** Changes how the demo study asks, by the fields of the design's document. */
    static void design(JdbcClient database, String fields) {
        database.sql("update study_design set design = design || cast(? as jsonb)")
                .param(fields)
                .update();
    }

    /** Makes a clinician an adjudicator of the demo study. */
    static void adjudicator(JdbcClient database, String login) {
        database.sql("""
            insert into study_member (study_id, person_id, role, added_at)
            select s.id, p.id, 'ADJUDICATOR', now() from study s, person p where p.login = ?\
            """).param(login).update();
    }

    /** Puts texts into the comparison that a person is shown now. */
    static void responses(JdbcClient database, String comparison, String a, String b, List<String> further) {
        database.sql("update comparison set response_a = ?, response_b = ?, further_responses = ? where id = cast(?"
                        + " as uuid)")
                .params(a, b, further.toArray(String[]::new), comparison)
                .update();
    }

    /** Signs a clinician in and waits for the first pair. */
    static void signIn(Page page, String address, String login) {
        page.navigate(address);
        Visit.signIn(page, login);
        ready(page);
    }

    /** The demo study's id. */
    static String study(JdbcClient database) {
        return database.sql("select id::text from study").query(String.class).single();
    }

    /** Everything that the browser gets from the server, by its address. */
    static Map<String, String> traffic(Page page) {
        Map<String, String> bodies = new ConcurrentHashMap<>();
        page.context().onRequestFinished(request -> {
            try {
                bodies.merge(request.url(), request.response().text(), String::concat);
            } catch (PlaywrightException e) {
                // A redirect has no body.
            }
        });
        page.onWebSocket(
                socket -> socket.onFrameReceived(frame -> bodies.merge("websocket", frame.text(), String::concat)));
        return bodies;
    }

    /** The number of judgements of a person, each revision by itself. */
    static int judgements(JdbcClient database, String login) {
        return database.sql("select count(*) from judgement j join person p on p.id = j.annotator where p.login = ?")
                .param(login)
                .query(Integer.class)
                .single();
    }

    /** The latest judgement of a person. */
    static Map<String, Object> last(JdbcClient database, String login) {
        return database.sql("""
            select j.verdict, j.a_on_left, j.revision, j.rationale, j.flags::text as flags,
                   j.corrections::text as corrections, array_to_string(j.ranking, ' ') as ranking,
                   j.active_ms, j.criteria -> 'safety' ->> 'verdict' as safety,
                   j.criteria -> 'accuracy' ->> 'verdict' as accuracy
            from judgement j join person p on p.id = j.annotator where p.login = ?
            order by j.created_at desc, j.revision desc limit 1\
            """).param(login).query().singleRow();
    }

    /** On which side the first stored response of the pair in view is. */
    static boolean aOnLeft(JdbcClient database, Page page) {
        return database.sql("select a_on_left from slot where comparison_id = cast(? as uuid) and holder is not null")
                .param(comparison(page))
                .query(Boolean.class)
                .single();
    }

    /** What the server has kept of a person's answer to the pair in view. */
    static String draft(JdbcClient database, Page page) {
        return database.sql("select content ->> 'rationale' from draft where comparison_id = cast(? as uuid)")
                .param(comparison(page))
                .query(String.class)
                .single();
    }

    static Locator reason(Page page) {
        return page.locator(".reason-row textarea");
    }

    /** Waits until the server has confirmed that the draft is stored. */
    static void saved(Page page) {
        assertThat(page.locator(".draft-state")).hasText("Draft saved");
    }

    /** Waits until the page takes keys for the pair in view. */
    static void ready(Page page) {
        assertThat(page.locator(".annotate")).hasAttribute("data-pair", Pattern.compile("\\d+"));
        assertThat(page.locator(".annotate")).isVisible();
        page.waitForFunction("() => document.querySelector('.annotate').hasAttribute('data-ready')");
        Chromium.settle(page);
    }

    /** Waits until another pair is in view and takes keys. */
    static void next(Page page, String before) {
        assertThat(page.locator(".annotate")).not().hasAttribute("data-pair", before);
        ready(page);
    }

    static String pair(Page page) {
        return page.locator(".annotate").getAttribute("data-pair");
    }

    static String comparison(Page page) {
        return page.locator(".annotate").getAttribute("data-comparison");
    }

    /** Presses keys one after the other. */
    static void press(Page page, String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Presses a key and waits for another pair. */
    static void pressForNext(Page page, String key) {
        String before = pair(page);
        page.keyboard().press(key);
        next(page, before);
    }

    /** Presses Tab until an element has the focus; fails when it never gets it. */
    static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            if ((boolean) page.evaluate("s => document.activeElement?.matches(s) ?? false", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab never comes to " + selector);
    }

    static Locator note(Page page) {
        return page.locator(".bar-note");
    }
}
