package org.careloop.run.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests an existing name for a mistyped one. */
public final class NearestName {
    private NearestName() {}

    /** The name with the smallest edit distance, ignoring case; empty if that is a third of the longer name or more. */
    public static Optional<String> of(String written, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> 3 * distance(written, name) < Math.max(written.length(), name.length()));
    }

    /** Edit distance: letters to insert, delete or replace (Levenshtein 1966). */
    private static int distance(String written, String name) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = name.toLowerCase(Locale.ROOT);
        int[] row =
                new int[to.length() + 1]; // row[j]: distance from the first i letters of "from" to the first j of "to"
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[to.length()];
    }
}
