package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.time.Duration;
import java.time.ZoneId;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.DayProgress;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.Submission;
import org.jspecify.annotations.Nullable;

/**
 * The person's work today, and their last answer. Their own verdicts are counted here, so that the next pair waits for
 * no query; numbers that colleagues change are asked for now and then.
 */
final class Today {
    private static final int ASKED_AGAIN = 20;

    private final AnnotationService service;
    private final ZoneId zone;
    private final Component words;

    private @Nullable DayProgress progress;
    private String last = "";
    private int counted;

    Today(AnnotationService service, ZoneId zone, Component words) {
        this.service = service;
        this.zone = zone;
        this.words = words;
    }

    DayProgress progress() {
        DayProgress known = progress;
        return known == null ? ask() : known;
    }

    /** The last answer in words; empty when there is none. */
    String last() {
        progress();
        return last;
    }

    /** Counts an answer that was stored. */
    void count(Submission given, Pair judged) {
        if (progress == null || ++counted % ASKED_AGAIN == 0) {
            forget();
            return;
        }
        progress = progress.after(Duration.ofMillis(given.activeMillis()));
        last = words(given.answer(), judged);
    }

    /** Drops the numbers; the service is asked at the next use. */
    void forget() {
        progress = null;
    }

    private DayProgress ask() {
        DayProgress now = service.progress(zone);
        last = service.last().map(said -> words(said.answer(), said.pair())).orElse("");
        progress = now;
        return now;
    }

    private String words(Answer answer, Pair pair) {
        return AnswerWords.of(answer, pair.design().scale().isGraded(), words);
    }
}
