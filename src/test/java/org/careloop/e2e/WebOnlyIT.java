package org.careloop.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The web application with its demo study, and a browser, for one class of tests; nothing is trained. */
@ExtendWith(FailureReport.class)
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

    /** A window in which the demo's study lead has a page in view. */
    protected static Page lead(String path) {
        Page page = signedInAt("/login", "study-lead", Visit.PASSWORD);
        Visit.open(page, careloop.address(path));
        return page;
    }

    /** A window in which somebody has signed in on the way to a page. */
    protected static Page signedInAt(String path, String login, String password) {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address(path));
        Visit.signIn(page, login, password);
        return page;
    }

    /** The path of one of the pages of the demo's study. */
    protected static String ofStudy(String page) {
        return "/study/" + AnnotationDesk.study(careloop.database()) + page;
    }
}
