package org.careloop.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real Chromium: the system's where there is one, Playwright's own elsewhere. {@code -Dcareloop.headed} shows it. */
public final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    /** Long, so that no test fails because the machine is busy. */
    private static final double PATIENCE_MS = 60_000;

    private static final List<Chromium> OPEN = new CopyOnWriteArrayList<>();

    private static final int WIDE = 1360;
    private static final int NARROW = 390;

    private final Playwright playwright;
    private final Browser browser;
    private final List<PageLog> logs = new ArrayList<>();

    public Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setHeadless(!Boolean.getBoolean("careloop.headed"))
                .setArgs(FLAGS);
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(options::setExecutablePath);
        browser = playwright.chromium().launch(options);
        OPEN.add(this);
    }

    /** What the open windows show, in words; pictures of them go into the folder. */
    static String tellAll(Path folder, String name) {
        StringBuilder all = new StringBuilder();
        int number = 0;
        for (Chromium chromium : OPEN) {
            for (PageLog log : chromium.logs) {
                all.append(log.tell(folder, name + "-" + ++number));
            }
        }
        return all.toString();
    }

    /** A window of a person who prefers the given language and colours. */
    public Page wide(String locale, ColorScheme colours) {
        return window(locale, colours, WIDE, 860);
    }

    Page narrow(String locale, ColorScheme colours) {
        return window(locale, colours, NARROW, 844);
    }

    private Page window(String locale, ColorScheme colours, int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setAcceptDownloads(true)
                .setHasTouch(width == NARROW)
                .setViewportSize(width, height));
        PageLog log = new PageLog(context);
        logs.add(log);
        context.onClose(closed -> logs.remove(log));
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        return page;
    }

    /** Waits until the page has no round trip under way. */
    static void settle(Page page) {
        page.waitForFunction("() => { const f = window.Vaadin && window.Vaadin.Flow && window.Vaadin.Flow.clients;"
                + " return f && Object.values(f).every(c => !c.isActive || !c.isActive()); }");
    }

    /** Keeps a picture of the page under e2e/target/screens for a person to look at. */
    static void picture(Page page, String name) {
        settle(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(RunningCareLoop.root().resolve("e2e/target/screens").resolve(name + ".png")));
    }

    /** Waits for transitions to end, inside components too, because contrast cannot be measured while a colour changes. */
    static void still(Page page) {
        page.waitForFunction("""
            () => {
                const moving = one => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity;
                const inside = root => [root, ...[...root.querySelectorAll('*')]
                    .filter(e => e.shadowRoot).flatMap(e => inside(e.shadowRoot))];
                return !inside(document).some(root => root.getAnimations().some(moving)
                    || root.querySelector('[opening], [closing]'));
            }\
            """);
    }

    /** What axe finds against WCAG A and AA, as readable lines; empty when all is well. */
    static List<String> accessibilityFaults(Page page) {
        still(page);
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " at "
                                + rule.getNodes().stream()
                                        .map(node -> String.valueOf(node.getTarget()))
                                        .toList())
                        .toList();
    }

    /** How far the document itself scrolls under a layout that has its own part to scroll, in CSS pixels; 0 elsewhere. */
    static int scrollBelowLayout(Page page) {
        return (int) page.evaluate("""
            () => document.querySelector('vaadin-app-layout')
                ? document.documentElement.scrollHeight - document.documentElement.clientHeight : 0\
            """);
    }

    /** Elements that make the page scroll sideways; empty when none do. */
    static List<?> sidewaysOverflow(Page page) {
        return (List<?>) page.evaluate("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
                : [...document.querySelectorAll('body *')]
                    .filter(e => !e.closest('.response-pages'))
                    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .map(e => e.tagName + '.' + e.className)\
            """);
    }

    @Override
    public void close() {
        OPEN.remove(this);
        browser.close();
        playwright.close();
    }
}
