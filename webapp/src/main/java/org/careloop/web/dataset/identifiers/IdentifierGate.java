package org.careloop.web.dataset.identifiers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.ImportedRow;

/** What every row of an import passes: finds the identifiers in it, and does with them what was decided. */
public final class IdentifierGate {
    private static final int FIRST_OF_A_KIND = 100;

    private final IdentifierChoice choice;
    private final Consumer<FoundIdentifier> each;
    private final Map<IdentifierKind, Map<IdentifierAction, Long>> counts = new EnumMap<>(IdentifierKind.class);
    private final Map<IdentifierKind, List<FoundIdentifier>> first = new EnumMap<>(IdentifierKind.class);
    private final Set<String> shown = new HashSet<>();
    private final Set<String> masked = new HashSet<>();

    /** A gate for one import; hands on each identifier in the order of the files. */
    public IdentifierGate(IdentifierChoice choice, Consumer<FoundIdentifier> each) {
        this.choice = choice;
        this.each = each;
    }

    /**
     * Looks at a row.
     *
     * @param part counts the comparisons of one row, from 0
     * @return the row as it may come in
     * @throws BadRow when it is to be left out
     */
    public ImportedRow admit(SourceRow at, int part, ImportedRow row) {
        RowIdentifiers identifiers = RowIdentifiers.in(row);
        if (identifiers.isEmpty()) {
            return row;
        }
        List<FoundIdentifier> found = new ArrayList<>();
        identifiers.forEach(at, choice, found::add);
        found.forEach(this::count);
        Set<IdentifierAction> decided =
                found.stream().map(FoundIdentifier::action).collect(Collectors.toSet());
        if (decided.contains(IdentifierAction.LEAVE_OUT)) {
            throw new BadRow(
                    "identifiers",
                    "it holds likely identifiers of a person (%d), and was left out for that",
                    found.size());
        }
        if (!decided.contains(IdentifierAction.MASK)) {
            return row;
        }
        masked.add(key(at, part));
        return identifiers.masked(choice);
    }

    /** The same row as {@link #admit} gave it, when it comes again. */
    public ImportedRow again(SourceRow at, int part, ImportedRow row) {
        return masked.contains(key(at, part)) ? RowIdentifiers.in(row).masked(choice) : row;
    }

    private static String key(SourceRow at, int part) {
        return at.file() + "\n" + at.line() + "\n" + at.element() + "\n" + part;
    }

    private void count(FoundIdentifier found) {
        counts.computeIfAbsent(found.kind(), kind -> new EnumMap<>(IdentifierAction.class))
                .merge(found.action(), 1L, Long::sum);
        List<FoundIdentifier> ofKind = first.computeIfAbsent(found.kind(), kind -> new ArrayList<>());
        if (ofKind.size() < FIRST_OF_A_KIND && shown.add(IdentifierChoice.key(found.kind(), found.text()))) {
            ofKind.add(found);
        }
        each.accept(found);
    }

    public IdentifiersFound found() {
        return new IdentifiersFound(counts.entrySet().stream()
                .map(kind -> new IdentifiersFound.OfKind(
                        kind.getKey(),
                        kind.getValue().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        Map.copyOf(kind.getValue()),
                        List.copyOf(first.getOrDefault(kind.getKey(), List.of()))))
                .toList());
    }

    /**
     * Ends an import of which nobody has decided what becomes of its identifiers.
     *
     * @throws BadInput with the place of each of the first, without the identifiers themselves
     */
    public void refuseUndecided() {
        IdentifiersFound found = found();
        found.undecided().ifPresent(places -> {
            throw BadInput.coded(
                    "import.identifiers", places + "\nNothing was imported.", found.count(IdentifierAction.REFUSE));
        });
    }
}
