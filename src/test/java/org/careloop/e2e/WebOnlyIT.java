package org.careloop.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The web application with its demo study, and a browser, for one class of tests; nothing is trained. */
abstract class WebOnlyIT {
    protected static RunningCareLoop careloop;
    protected static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        careloop = RunningCareLoop.startWebOnly();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (careloop != null) {
            careloop.close();
        }
    }

    /** A window in which a clinician of the demo has the first pair in view. */
    protected static Page signedIn(String login) {
        return signedIn(login, ColorScheme.LIGHT);
    }

    protected static Page signedIn(String login, ColorScheme colours) {
        Page page = chromium.wide("en-US", colours);
        AnnotationDesk.signIn(page, careloop.address("/"), login);
        return page;
    }
}
