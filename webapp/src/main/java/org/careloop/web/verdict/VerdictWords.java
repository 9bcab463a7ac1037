package org.careloop.web.verdict;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.careloop.web.shell.Language;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictReport.Rate;

/** The texts and figures of a verdict in one language. Rates are given in points of a hundred, with their sign. */
public final class VerdictWords {
    private static final double HUGE = 1e5;
    private static final double SMALL = .01;

    /** Below these shares a part of the bar has no room for its share, and for its name. */
    private static final double NARROW = .09;

    private static final double NARROWEST = .05;
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final Locale locale;
    private final ResourceBundle texts;

    public VerdictWords(Language language) {
        this.locale = language.locale();
        this.texts = ResourceBundle.getBundle("vaadin-i18n.translations", locale);
    }

    /** A text with its blanks filled. */
    public String of(String key, Object... blanks) {
        return new MessageFormat(texts.getString(key), locale).format(blanks);
    }

    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A rate of -1 to 1 such as +17.9. */
    public String points(double rate) {
        return signed(100 * rate, 1);
    }

    /** A figure with its sign. */
    public String signed(double value, int digits) {
        NumberFormat format = number(digits);
        String text = format.format(Math.abs(value));
        boolean zero = format.format(0).equals(text);
        return (zero ? "" : value < 0 ? "\u2212" : "+") + text;
    }

    public String decimal(double value, int digits) {
        return number(digits).format(value).replace('-', '\u2212');
    }

    /** The evidence E, which may be far above or below 1. */
    public String evidence(double e) {
        if (e >= HUGE) {
            int exponent = (int) Math.floor(Math.log10(e));
            return of("verdict-report.test.huge", decimal(e / Math.pow(10, exponent), 1), raised(exponent));
        }
        return e < SMALL ? of("verdict-report.test.small", decimal(SMALL, 2)) : decimal(e, e < 1 ? 2 : 1);
    }

    private static String raised(int exponent) {
        StringBuilder text = new StringBuilder();
        String.valueOf(exponent).chars().forEach(digit -> text.append(RAISED.charAt(digit - '0')));
        return text.toString();
    }

    private NumberFormat number(int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format;
    }

    /** A share of 0 to 1. */
    public String percent(double share) {
        return of("figure.percent", decimal(100 * share, 1));
    }

    public String interval(Interval interval) {
        return of("verdict-report.from-to", points(interval.low()), points(interval.high()));
    }

    /** A level or margin, with as many digits as it has. */
    public String level(double share) {
        return of("figure.percent", NumberFormat.getNumberInstance(locale).format(100 * share));
    }

    /** A rate without its interval; a dash where the votes are too few for one. */
    public String value(Rate rate) {
        Double value = rate.value();
        if (rate.interval() == null) {
            return "–";
        }
        return value == null ? of("verdict-report.undefined") : points(value);
    }

    /** The interval of a rate, or that there is too little to say. */
    public String interval(Rate rate) {
        Interval interval = rate.interval();
        return interval == null ? of("figure.few") : interval(interval);
    }

    /** A probability as papers print it. */
    public String p(double p) {
        return p < .001 ? of("verdict-report.p.small") : of("verdict-report.p", decimal(p, 3));
    }

    String moment(Instant at) {
        return DateTimeFormatter.ofPattern(of("figure.moment"), locale)
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    public String language(String tag) {
        return tag.isEmpty()
                ? of("verdict-report.unknown")
                : Locale.forLanguageTag(tag).getDisplayName(locale);
    }

    /** The usual criteria have names in every language; others are called as their study calls them. */
    public String criterion(String name) {
        String key = "criterion." + name;
        return texts.containsKey(key) ? texts.getString(key) : name;
    }

    /** Who voted, such as "3 people and 1 script". */
    public String voters(VerdictReport report) {
        String people = of("verdict-report.voters.people", report.people());
        String scripts = of("verdict-report.voters.scripts", report.scripts());
        return report.scripts() == 0
                ? people
                : report.people() == 0 ? scripts : of("verdict-report.voters.both", people, scripts);
    }

    /** How many of the votes scripts gave, in a sentence. */
    public String scripted(VerdictReport report) {
        return of("verdict-report.scripts", report.votes(true), report.votes(true) + report.votes(false));
    }

    /** The account, and that it is a script if it is one. */
    public String account(VerdictReport.Annotator annotator) {
        return annotator.scripted() ? of("verdict-report.account.script", annotator.login()) : annotator.login();
    }

    /** What stands in a part of the bar of votes, as far as so wide a part has room for it. */
    public String partOfBar(String name, double share) {
        return share < NARROWEST
                ? ""
                : of("verdict-report.bar." + name, share < NARROW ? "" : percent(share))
                        .strip();
    }

    /** What is not counted, by the name of its reason. */
    public String leftOut(String reason, long count) {
        String key = "plan.excluded." + reason;
        return of(texts.containsKey(key) ? key : "verdict-report.excluded." + reason, count);
    }
}
