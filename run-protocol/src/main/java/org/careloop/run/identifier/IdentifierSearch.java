package org.careloop.run.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Of a text that is full of identifiers, so many are looked for in the others: time stays linear. */
    private static final int MOST_KNOWN = 20;

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

    /**
     * What was found in texts that belong together, a list for each. What announces itself in one place is found in every other
     * place of them too: a name with its label in the first text, and without it in the second.
     */
    public static List<List<Identifier>> inAll(List<String> texts) {
        List<List<Identifier>> found = new ArrayList<>();
        Map<String, IdentifierKind> known = new LinkedHashMap<>();
        for (String text : texts) {
            List<Identifier> here = in(text);
            found.add(here);
            here.stream()
                    .filter(each -> known.size() < MOST_KNOWN && isTelling(each.in(text)))
                    .forEach(each -> known.putIfAbsent(each.in(text), each.kind()));
        }
        for (int i = 0; i < texts.size() && !known.isEmpty(); i++) {
            found.set(i, List.copyOf(withThose(found.get(i), repeated(texts.get(i), known))));
        }
        return found;
    }

    /** Whether these characters mean the same person wherever they stand; "Dr. Wood" does not make every wood a name. */
    private static boolean isTelling(String identifier) {
        boolean han = identifier.chars().allMatch(c -> Letters.isHan((char) c));
        return han
                ? identifier.length() >= 3
                : identifier.length() >= 6 && identifier.chars().anyMatch(c -> c == ' ' || c < 'A');
    }

    private static List<Identifier> repeated(String text, Map<String, IdentifierKind> known) {
        List<Identifier> repeated = new ArrayList<>();
        known.forEach((identifier, kind) -> {
            for (int at = text.indexOf(identifier); at >= 0; at = text.indexOf(identifier, at + identifier.length())) {
                int end = at + identifier.length();
                boolean glued = at > 0 && isJoined(text, at) || end < text.length() && isJoined(text, end);
                if (!glued) {
                    repeated.add(new Identifier(kind, at, end));
                }
            }
        });
        repeated.sort(Comparator.comparingInt(Identifier::start));
        return repeated;
    }

    private static boolean isJoined(String text, int at) {
        return Letters.isWord(text.charAt(at - 1)) && Letters.isWord(text.charAt(at));
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
