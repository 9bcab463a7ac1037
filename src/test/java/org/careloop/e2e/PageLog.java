package org.careloop.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What went by in a window, for the day on which a test of it fails: its last addresses, messages and failed requests. */
final class PageLog {
    private static final int KEPT = 60;
    private static final int PICTURE_MS = 10_000;

    private final BrowserContext context;
    private final Deque<String> lines = new ArrayDeque<>();

    PageLog(BrowserContext context) {
        this.context = context;
        context.onConsoleMessage(message -> add("console " + message.type() + ": " + message.text()));
        context.onWebError(error -> add("error: " + error.error()));
        context.onRequestFailed(
                request -> add("failed: %s %s: %s".formatted(request.method(), request.url(), request.failure())));
        context.onResponse(response -> {
            if (response.status() >= 400 || response.request().isNavigationRequest()) {
                add("%d: %s %s".formatted(response.status(), response.request().method(), response.url()));
            }
        });
    }

    private void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    /** The windows as they stand, in words and in a picture each. */
    String tell(Path folder, String name) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Page page : context.pages()) {
            Path picture = folder.resolve("%s-%d.png".formatted(name, ++number));
            text.append("at ").append(page.url()).append('\n');
            text.append("picture ").append(orWhy(() -> picture(page, picture))).append('\n');
            text.append("text: ").append(orWhy(() -> visible(page))).append('\n');
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String picture(Page page, Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setTimeout(PICTURE_MS));
        return file.toString();
    }

    private static String visible(Page page) {
        return String.valueOf(page.evaluate("() => document.body.innerText"));
    }

    /** A page that hangs or is gone has nothing to show; that it has not is worth knowing too. */
    private static String orWhy(Supplier<String> told) {
        try {
            return told.get();
        } catch (PlaywrightException e) {
            return "none: " + e.getMessage();
        }
    }
}
