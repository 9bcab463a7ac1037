package org.careloop.lm.text.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates in the notation of C's {@code strftime}, in English, as far as chat templates use it. */
final class StrftimeFormat {
    private StrftimeFormat() {}

    static String format(ZonedDateTime time, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                text.append(field(time, format.charAt(++i)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String field(ZonedDateTime time, char directive) {
        return switch (directive) {
            case '%' -> "%";
            case 'd' -> by("dd", time);
            case 'm' -> by("MM", time);
            case 'b' -> by("MMM", time);
            case 'B' -> by("MMMM", time);
            case 'y' -> by("yy", time);
            case 'Y' -> by("yyyy", time);
            case 'a' -> by("EEE", time);
            case 'A' -> by("EEEE", time);
            case 'H' -> by("HH", time);
            case 'M' -> by("mm", time);
            case 'S' -> by("ss", time);
            default ->
                throw TemplateException.of("template.date", "the date format \"%s\" is not supported", "%" + directive);
        };
    }

    private static String by(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
    }
}
