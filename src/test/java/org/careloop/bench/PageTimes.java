package org.careloop.bench;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.overview.OverviewService;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.springframework.context.ApplicationContext;

/** Times the figures of the lead's pages, the first and the fifth time. */
final class PageTimes {
    private static final int TIMES = 5;
    private static final Duration WHOLE = Duration.ofMinutes(5);

    private final ApplicationContext context;
    private final StudyId study;

    PageTimes(ApplicationContext context, StudyId study) {
        this.context = context;
        this.study = study;
    }

    Void run() {
        pages().forEach(PageTimes::time);
        return null;
    }

    private Map<String, Runnable> pages() {
        StudyService studies = context.getBean(StudyService.class);
        OverviewService overviews = context.getBean(OverviewService.class);
        AgreementService agreement = context.getBean(AgreementService.class);
        Study read = studies.find(study).orElseThrow();
        Map<String, Runnable> pages = new LinkedHashMap<>();
        pages.put("study page", () -> overviews.overview(read, ZoneOffset.UTC));
        pages.put("agreement in one card", () -> agreement.overall(read, agreement.standing(read)));
        pages.put("agreement page, whole", () -> agreement.report(read, WHOLE));
        pages.put("annotators", () -> agreement.annotators(read));
        return pages;
    }

    private static void time(String page, Runnable read) {
        StringBuilder line = new StringBuilder(page + ", ms:");
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            read.run();
            line.append(" ").append((System.nanoTime() - start) / 1_000_000);
        }
        System.out.println(line);
    }
}
