package org.careloop.web.dataset.identifiers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.careloop.run.identifier.IdentifierKind;

/** The likely identifiers in the rows of an import, by kind; a kind of which none was found is not there. */
public record IdentifiersFound(List<OfKind> kinds) {
    private static final int PLACES_OF_A_KIND = 5;

    /**
     * Those of one kind.
     *
     * @param decided how many, by what was decided on them
     * @param first the first of them that differ
     */
    public record OfKind(
            IdentifierKind kind, long count, Map<IdentifierAction, Long> decided, List<FoundIdentifier> first) {}

    /** How many by kind and by what was decided on them, by their labels. */
    public Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (OfKind kind : kinds) {
            Map<String, Long> decided = new TreeMap<>();
            kind.decided().forEach((action, count) -> decided.put(action.label(), count));
            counts.put(kind.kind().label(), decided);
        }
        return counts;
    }

    /** The places of the first that nobody has decided on, in English and without the identifiers themselves, and what to do. */
    public Optional<String> undecided() {
        long count = count(IdentifierAction.REFUSE);
        if (count == 0) {
            return Optional.empty();
        }
        List<String> places = kinds.stream()
                .flatMap(kind -> kind.first().stream()
                        .filter(each -> each.action() == IdentifierAction.REFUSE)
                        .limit(PLACES_OF_A_KIND))
                .map(FoundIdentifier::place)
                .toList();
        String more = count > places.size() ? "\n%,d more".formatted(count - places.size()) : "";
        return Optional.of(String.join("\n", places)
                + more
                + "\nLikely identifiers of people: %,d. To mask them, leave out their rows, or accept them for a reason, say --identifiers (or the parameter \"identifiers\") mask, leave-out or accept, or one for a kind: mask,name=accept."
                        .formatted(count));
    }

    public long count() {
        return kinds.stream().mapToLong(OfKind::count).sum();
    }

    public long count(IdentifierAction action) {
        return kinds.stream()
                .mapToLong(kind -> kind.decided().getOrDefault(action, 0L))
                .sum();
    }
}
