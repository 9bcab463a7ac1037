package org.careloop.web.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what may identify a person in one text, in time linear in its length. It goes by words that announce an identifier, by
 * shapes and by check digits; it neither knows every name nor understands a sentence, so that it can miss one and be wrong.
 */
public final class IdentifierSearch {
    /** Where two find the same passage, the first one's kind stands. */
    private static final List<Finder> FINDERS = List.of(
            new EmailFinder(),
            new BirthDateFinder(),
            new RecordNumberFinder(),
            new NumberFinder(),
            new EnglishAddressFinder(),
            new ChineseAddressFinder(),
            new EnglishNameFinder(),
            new ChineseNameFinder());

    private IdentifierSearch() {}

    /** What was found, from the first on; none overlaps another. */
    public static List<Identifier> in(String text) {
        List<Identifier> all = new ArrayList<>();
        for (Finder finder : FINDERS) {
            List<Identifier> found = new ArrayList<>();
            finder.find(text, found::add);
            all = withThose(all, found);
        }
        return List.copyOf(all);
    }

    /** Two lists in order as one, without those of the second that overlap any of the first. */
    private static List<Identifier> withThose(List<Identifier> first, List<Identifier> second) {
        List<Identifier> both = new ArrayList<>(first);
        int next = 0;
        int behind = 0;
        for (Identifier each : second) {
            while (next < first.size() && first.get(next).end() <= each.start()) {
                next++;
            }
            boolean free = next == first.size() || !first.get(next).overlaps(each);
            if (free && each.start() >= behind) {
                both.add(each);
                behind = each.end();
            }
        }
        both.sort(Comparator.comparingInt(Identifier::start));
        return both;
    }
}
