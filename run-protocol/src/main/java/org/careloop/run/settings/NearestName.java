package org.careloop.run.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a person may have meant by a name that does not exist. */
final class NearestName {
    private NearestName() {}

    /** The name with the fewest letters to change, case aside; empty where a third of them and more would be other ones. */
    static Optional<String> of(String written, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> changes(written, name)))
                .filter(name -> 3 * changes(written, name) < Math.max(written.length(), name.length()));
    }

    /** Letters to insert, leave out or replace. (Levenshtein 1966.) */
    private static int changes(String written, String name) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = name.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1]; // changes from what was read of one to each beginning of the other
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
