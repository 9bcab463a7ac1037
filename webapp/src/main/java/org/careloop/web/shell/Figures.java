package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Numbers, dates and durations as the language of the screen writes them. */
public final class Figures {
    private static final double MOST_EVIDENCE = 1e6;

    private final Component screen;
    private final Locale locale;

    /** In the language of the screen that {@code screen} is part of. */
    public Figures(Component screen) {
        this.screen = screen;
        this.locale = Language.of(Locale.forLanguageTag(screen.getTranslation("figure.locale")))
                .locale();
    }

    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A share of 0 to 1 as whole percent. */
    public String percent(double share) {
        return screen.getTranslation(
                "figure.percent", NumberFormat.getIntegerInstance(locale).format(100 * share));
    }

    /** A share's interval, without the sign. */
    public String interval(double low, double high) {
        NumberFormat format = NumberFormat.getIntegerInstance(locale);
        return "%s – %s".formatted(format.format(100 * low), format.format(100 * high));
    }

    /** A measured figure with about three significant digits. */
    public String measured(double value) {
        double size = Math.abs(value);
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= .1 || size == 0 ? 2 : size >= .01 ? 3 : 4;
        format.setMaximumFractionDigits(digits);
        format.setMinimumFractionDigits(Math.min(digits, 2));
        return format.format(value).replace('-', '\u2212');
    }

    /** A coefficient between -1 and 1, with two decimals. */
    public String coefficient(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(value).replace('-', '\u2212');
    }

    public String day(LocalDate date) {
        return DateTimeFormatter.ofPattern(screen.getTranslation("figure.day"), locale)
                .format(date);
    }

    /** A day and its time, to the minute. */
    public String moment(Instant instant) {
        return at("figure.moment", instant);
    }

    /** A moment to the second, where the order of things matters. */
    public String second(Instant instant) {
        return at("figure.second", instant);
    }

    private String at(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(screen.getTranslation(pattern), locale)
                .withZone(ViewerZone.now())
                .format(instant);
    }

    /** A language's name in the language of the screen. */
    public String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayName(locale);
    }

    /** Seconds, minutes or hours, whichever a person would say. */
    public String duration(long seconds) {
        if (seconds < 60) {
            return screen.getTranslation("figure.seconds", seconds);
        }
        return seconds < 3600
                ? screen.getTranslation("figure.minutes", Math.round(seconds / 60.0))
                : screen.getTranslation("figure.hours", hours(seconds));
    }

    private String hours(long seconds) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(seconds / 3600.0);
    }

    /**
     * The capital of a test. Beyond a million its digits say nothing more.
     *
     * @param more the words for "more than {0}"
     */
    public String evidence(double e, UnaryOperator<String> more) {
        return e > MOST_EVIDENCE ? more.apply(count((long) MOST_EVIDENCE)) : measured(e);
    }

    public String bytes(long bytes) {
        return bytes < 1_000
                ? count(bytes) + " B"
                : bytes < 1_000_000
                        ? measured(bytes / 1e3) + " KB"
                        : bytes < 1_000_000_000 ? measured(bytes / 1e6) + " MB" : measured(bytes / 1e9) + " GB";
    }
}
