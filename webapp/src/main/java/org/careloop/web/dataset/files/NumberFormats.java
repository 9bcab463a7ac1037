package org.careloop.web.dataset.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * How an xlsx workbook shows its numbers: with so many digits, in percent, or as a date, which is written in ISO 8601 whatever
 * order its parts are shown in.
 */
final class NumberFormats {
    /** A spreadsheet keeps 15 digits; what is behind them is the error of binary fractions. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final int LONGEST_NUMBER = 400;
    /** 31 December 9999, the last day that a workbook can show. */
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);
    /** A workbook allows no longer one. */
    private static final int LONGEST_FORMAT = 255;

    private static final Pattern NOT_SIGNS = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.|_.|\\*.");
    private static final Pattern FIXED = Pattern.compile("[#,]*(0*)(?:\\.(0+))?(%?)");
    private static final String GENERAL = "general";
    /** The formats of dates and times that have a number instead of a text, those of East Asia included. */
    private static final Pattern DATE_NUMBERS = Pattern.compile("1[4-9]|2[0-9]|3[0-6]|4[5-7]|5[0-8]");

    private static final Map<Integer, String> BUILT_IN =
            Map.of(1, "0", 2, "0.00", 3, "#,##0", 4, "#,##0.00", 9, "0%", 10, "0.00%");

    private final LocalDateTime start;
    private final Map<Integer, String> texts = new HashMap<>();
    private final List<Integer> formatOfStyle = new ArrayList<>();

    NumberFormats(boolean since1904) {
        // Day 60 of the older calendar is a 29 February that never was; days behind it count from 30 December 1899.
        this.start = since1904 ? LocalDateTime.of(1904, 1, 1, 0, 0) : LocalDateTime.of(1899, 12, 30, 0, 0);
    }

    /** Reads {@code styles.xml}. */
    void read(XMLStreamReader in) throws XMLStreamException {
        boolean cells = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                continue;
            }
            boolean begins = event == XMLStreamConstants.START_ELEMENT;
            switch (in.getLocalName()) {
                case "cellXfs" -> cells = begins;
                case "numFmt" -> {
                    if (begins) {
                        texts.put(number(in), format(in.getAttributeValue(null, "formatCode")));
                    }
                }
                case "xf" -> {
                    if (begins && cells) {
                        formatOfStyle.add(number(in));
                    }
                }
                default -> {}
            }
        }
    }

    private static int number(XMLStreamReader in) throws XMLStreamException {
        return SheetXml.number(in, null, "numFmtId", 0, Integer.MAX_VALUE);
    }

    private static String format(@Nullable String code) {
        return code == null || code.length() > LONGEST_FORMAT ? GENERAL : code;
    }

    /** A stored number as a cell of this style shows it. */
    String shown(XMLStreamReader in, String stored, int style) throws XMLStreamException {
        int format = style < formatOfStyle.size() ? formatOfStyle.get(style) : 0;
        String text = texts.getOrDefault(format, BUILT_IN.getOrDefault(format, GENERAL));
        BigDecimal value = value(in, stored.strip());
        String signs = NOT_SIGNS.matcher(text.split(";", -1)[0]).replaceAll("").toLowerCase(Locale.ROOT);
        boolean date = texts.containsKey(format)
                ? !signs.equals(GENERAL) && signs.matches(".*[ymdhs].*")
                : DATE_NUMBERS.matcher(Integer.toString(format)).matches();
        return date && value.abs().compareTo(LAST_DAY) <= 0 ? moment(value) : fixed(value, signs);
    }

    /** A double in decimal, as every workbook stores its numbers. */
    private static BigDecimal value(XMLStreamReader in, String stored) throws XMLStreamException {
        try {
            if (stored.length() <= LONGEST_NUMBER && Double.isFinite(Double.parseDouble(stored))) {
                BigDecimal value = new BigDecimal(stored);
                return Math.abs((long) value.scale()) > LONGEST_NUMBER
                        ? BigDecimal.valueOf(value.doubleValue())
                        : value.round(DIGITS);
            }
        } catch (NumberFormatException e) {
            throw SheetXml.wrong(in, e);
        }
        throw SheetXml.wrong(in, null);
    }

    private String moment(BigDecimal days) {
        long seconds = days.multiply(
                        BigDecimal.valueOf(ChronoUnit.DAYS.getDuration().toSeconds()))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        LocalDateTime moment = start.plusSeconds(seconds);
        if (moment.toLocalTime().toSecondOfDay() == 0) {
            return moment.toLocalDate().toString();
        }
        LocalDate noDay = start.toLocalDate();
        return moment.toLocalDate().equals(noDay) ? moment.toLocalTime().toString() : moment.toString();
    }

    private static String fixed(BigDecimal value, String signs) {
        Matcher format = FIXED.matcher(signs);
        if (!format.matches() || signs.isEmpty()) {
            return plain(value);
        }
        boolean percent = !format.group(3).isEmpty();
        int decimals = format.group(2) == null ? 0 : format.group(2).length();
        String number = (percent ? value.movePointRight(2) : value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        String digits = number.startsWith("-") ? number.substring(1) : number;
        int whole = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        String zeros = "0".repeat(Math.max(0, format.group(1).length() - whole));
        return (number.startsWith("-") ? "-" : "") + zeros + digits + format.group(3);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
