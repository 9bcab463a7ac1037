package org.careloop.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.careloop.e2e.Chromium;
import org.careloop.e2e.Visit;
import org.careloop.load.BenchStudy;

/**
 * One annotator in Chromium: from a key press, by the browser's own time stamp, until the frame after the next pair is
 * drawn. Then the server is started again on the same data.
 */
final class KeyPress {
    private static final int PEOPLE = 1;
    private static final List<String> VERDICTS = List.of("1", "3");

    private static final String WATCH = """
        () => {
            window.painted = [];
            let pressed = 0;
            document.addEventListener('keydown', event => pressed = event.timeStamp, { capture: true });
            const drawn = then => requestAnimationFrame(() => requestAnimationFrame(then));
            new MutationObserver(() => {
                const since = pressed;
                drawn(() => window.painted.push(performance.now() - since));
            }).observe(document.querySelector('.annotate'), { attributes: true, attributeFilter: ['data-pair'] });
        }\
        """;

    private final int presses;

    KeyPress(int presses) {
        this.presses = presses;
    }

    void run() throws Exception {
        Path data = Files.createTempDirectory("careloop-bench");
        try (ServerProcess server = ServerProcess.start(data)) {
            BenchStudy study = BenchStudy.create(server.database(), "Bench", presses + 1, PEOPLE, PEOPLE);
            try (Chromium chromium = new Chromium()) {
                Page page = chromium.wide("en-US", ColorScheme.LIGHT);
                page.navigate(server.address());
                Visit.signIn(page, study.logins().getFirst(), BenchStudy.PASSWORD);
                page.waitForSelector(".annotate[data-ready]");
                System.out.println("key press to next pair painted: " + press(page));
            }
        }
        long start = System.nanoTime();
        try (ServerProcess again = ServerProcess.start(data)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("started on kept data, first page after %.2f s: %s%n", seconds, again.address());
        }
    }

    private Latencies press(Page page) {
        page.evaluate(WATCH);
        long start = System.nanoTime();
        for (int n = 0; n < presses; n++) {
            page.keyboard().press(VERDICTS.get(n % VERDICTS.size()));
            page.waitForFunction("n => window.painted.length > n", n);
            page.waitForSelector(".annotate[data-ready]");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<?> millis = (List<?>) page.evaluate("() => window.painted");
        return Latencies.of(
                millis.stream()
                        .map(one -> (long) (((Number) one).doubleValue() * 1e6))
                        .toList(),
                took);
    }
}
