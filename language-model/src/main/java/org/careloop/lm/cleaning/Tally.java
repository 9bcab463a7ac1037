package org.careloop.lm.cleaning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.run.identifier.IdentifierKind;
import org.jspecify.annotations.Nullable;

/** Counts what the rules take, and keeps the first examples. */
final class Tally {
    private final int mostExamples;
    private final Map<Rule, Report.Amount> taken = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> beside = new EnumMap<>(Rule.class);
    private final Map<Rule, List<Taken>> examples = new EnumMap<>(Rule.class);
    private final Map<String, Long> languages = new TreeMap<>();
    private final Map<String, Long> identifiers = new TreeMap<>();
    private long withIdentifiers;
    private Report.Amount read = Report.Amount.NONE;
    private Report.Amount stays = Report.Amount.NONE;

    Tally(int mostExamples) {
        this.mostExamples = mostExamples;
    }

    /**
     * A text that left.
     *
     * @param shows the passage for which it did, or how it begins, without identifiers of people
     * @param instead null where no other text stays for it
     */
    record Taken(Kept.Place place, String why, String shows, Kept.@Nullable Same instead) {}

    void stays(Examined text) {
        read = read.plus(text);
        stays = stays.plus(text);
        languages.merge(text.language().isEmpty() ? "unknown" : text.language(), 1L, Long::sum);
        count(text.identifiers());
    }

    /** @param same the text that stays instead, or null */
    void taken(Examined text, Finding first, Kept.@Nullable Same same) {
        read = read.plus(text);
        taken.merge(first.rule(), Report.Amount.NONE.plus(text), Tally::sum);
        Set<Rule> others = EnumSet.noneOf(Rule.class);
        text.findings().forEach(finding -> others.add(finding.rule()));
        others.remove(first.rule());
        others.forEach(rule -> beside.merge(rule, 1L, Long::sum));
        List<Taken> kept = examples.computeIfAbsent(first.rule(), rule -> new ArrayList<>());
        if (kept.size() < mostExamples) {
            String shown = first.passage().isEmpty() ? text.text() : first.passage();
            kept.add(new Taken(text.place(), first.why(), Shown.of(shown), same));
        }
        if (first.rule() == Rule.IDENTIFIERS) {
            count(text.identifiers());
        }
    }

    private static Report.Amount sum(Report.Amount a, Report.Amount b) {
        return new Report.Amount(a.texts() + b.texts(), a.words() + b.words(), a.characters() + b.characters());
    }

    private void count(Map<IdentifierKind, Integer> found) {
        withIdentifiers += found.isEmpty() ? 0 : 1;
        found.forEach((kind, count) -> identifiers.merge(kind.label(), (long) count, Long::sum));
    }

    Report.Amount read() {
        return read;
    }

    Report.Amount stays() {
        return stays;
    }

    Map<String, Long> languages() {
        return languages;
    }

    Map<String, Long> identifiers() {
        return identifiers;
    }

    long withIdentifiers() {
        return withIdentifiers;
    }

    Report.Amount taken(Rule rule) {
        return taken.getOrDefault(rule, Report.Amount.NONE);
    }

    long beside(Rule rule) {
        return beside.getOrDefault(rule, 0L);
    }

    List<Taken> examples(Rule rule) {
        return examples.getOrDefault(rule, List.of());
    }
}
