package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import org.careloop.web.promotion.GatePoint;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Language;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictWords;
import org.jspecify.annotations.Nullable;

/** The points of the gate in words: what is asked, and its figure with interval and n. */
final class PointWords {
    private final Component screen;
    private final Figures figures;
    private final VerdictWords report;

    PointWords(Component screen) {
        this.screen = screen;
        this.figures = new Figures(screen);
        this.report = new VerdictWords(Language.of(Locale.forLanguageTag(screen.getTranslation("figure.locale"))));
    }

    String name(GatePoint.Kind kind) {
        return screen.getTranslation("promotion.point." + key(kind));
    }

    String meaning(GatePoint point) {
        return screen.getTranslation("promotion.point." + key(point.kind()) + ".meaning");
    }

    String figure(GatePoint point) {
        Double value = point.value();
        if (value == null && point.n() == 0) {
            return screen.getTranslation("promotion.point." + key(point.kind()) + ".unknown");
        }
        String key = "promotion.point." + key(point.kind()) + ".figure";
        return switch (point.kind()) {
            case PEOPLE -> screen.getTranslation(key, count(value), figures.count(point.n()));
            case BETTER ->
                screen.getTranslation(
                        key, evidence(value), measured(point.threshold()), points(point), figures.count(point.n()));
            case FLAGS, CRITERION ->
                screen.getTranslation(
                        key,
                        percent(value),
                        percent(point.high()),
                        percent(point.threshold()),
                        figures.count(point.n()));
            case PROMPTS ->
                screen.getTranslation(key, count(value), figures.count(point.n()), count(point.threshold()));
            case LOSSES -> screen.getTranslation(key, count(value), figures.count(point.n()));
            case REWARD ->
                screen.getTranslation(
                        key, percent(value), percents(point), percent(point.threshold()), figures.count(point.n()));
        };
    }

    private String percents(GatePoint point) {
        Double low = point.low();
        Double high = point.high();
        return low == null || high == null
                ? screen.getTranslation("promotion.no-interval")
                : figures.interval(low, high);
    }

    /** An interval of -1 to 1 in points of a hundred, as the report has it. */
    private String points(GatePoint point) {
        Double low = point.low();
        Double high = point.high();
        return low == null || high == null
                ? screen.getTranslation("promotion.no-interval")
                : report.interval(new Interval(low, high));
    }

    private String percent(@Nullable Double share) {
        return share == null ? "–" : screen.getTranslation("figure.percent", figures.measured(100 * share));
    }

    private String evidence(@Nullable Double e) {
        return e == null ? "–" : figures.evidence(e, most -> screen.getTranslation("promotion.more-than", most));
    }

    private String measured(@Nullable Double value) {
        return value == null ? "–" : figures.measured(value);
    }

    private String count(@Nullable Double value) {
        return value == null ? "–" : figures.count(Math.round(value));
    }

    private static String key(GatePoint.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
