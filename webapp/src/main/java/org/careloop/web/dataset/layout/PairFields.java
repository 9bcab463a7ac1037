package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** The fields that hold responses, told by their names: the same word with numbers, letters, or left and right. */
final class PairFields {
    private static final Pattern NAME = Pattern.compile(
            "(response|answer|completion|generation|output|text|reply|summary|option|candidate|)[^a-z0-9]*(\\d{1,2}|[a-h]|left|right)");
    private static final String LEFT = "left";

    private PairFields() {}

    /**
     * The names of the responses, in their order.
     *
     * @throws BadRow when no two fields look like responses
     */
    static List<String> find(Row row) {
        Map<String, TreeMap<String, String>> groups = new LinkedHashMap<>();
        for (String name : row.names()) {
            Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                groups.computeIfAbsent(matcher.group(1), word -> new TreeMap<>())
                        .put(place(matcher.group(2)), name);
            }
        }
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .findFirst()
                .<List<String>>map(group -> new ArrayList<>(group.values()))
                .orElseThrow(() -> new BadRow(
                        "fields.responses",
                        "the fields are %s; two of them should be the responses: name them response1 and response2",
                        String.join(", ", row.names())));
    }

    /** Sorts 2 before 10, and left before right. */
    private static String place(String end) {
        return Character.isDigit(end.charAt(0)) && end.length() == 1 ? "0" + end : end.equals(LEFT) ? "0" : end;
    }
}
