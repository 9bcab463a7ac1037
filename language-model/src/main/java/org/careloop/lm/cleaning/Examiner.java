package org.careloop.lm.cleaning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.lm.cleaning.benchmark.ExamPassages;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.lm.cleaning.duplicates.MinHash;
import org.careloop.lm.cleaning.words.Repetition;
import org.careloop.lm.cleaning.words.Symbols;
import org.careloop.lm.cleaning.words.TextLanguage;
import org.careloop.lm.cleaning.words.Words;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.RowFields;
import org.careloop.run.identifier.Identifier;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.run.identifier.IdentifierSearch;
import org.careloop.run.identifier.MaskedText;
import org.careloop.run.settings.CleaningSettings;
import org.careloop.run.text.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks every rule that needs one text alone. Texts are examined on many threads; what comes of one depends on it alone. */
final class Examiner {
    private static final String OFF = "off";

    private final CleaningSettings settings;
    private final RowFields fields;
    private final Set<String> languages;
    private final Symbols symbols;
    private final @Nullable ExamPassages exams;
    private final @Nullable MinHash minHash;
    private final ThreadLocal<TextLanguage> language = ThreadLocal.withInitial(TextLanguage::new);

    /** @param exams null where no benchmark is given */
    Examiner(CleaningSettings settings, @Nullable ExamPassages exams) {
        this.settings = settings;
        this.exams = exams;
        fields = RowFields.parse(settings.texts().fields());
        languages = settings.rules().languages().stream()
                .flatMap(each -> Arrays.stream(each.split(",")))
                .map(String::strip)
                .collect(Collectors.toSet());
        symbols = new Symbols(settings.rules().mostSymbols());
        CleaningSettings.Duplicates duplicates = settings.duplicates();
        minHash =
                duplicates.duplicates().equals("near") ? new MinHash(duplicates.similarity(), duplicates.run()) : null;
    }

    Examined examine(Raw raw) {
        Document document = raw.document();
        Kept.Place place = new Kept.Place(raw.file(), document.start(), document.line());
        Phrase problem = document.problem();
        if (problem != null) {
            Finding unreadable = new Finding(Rule.UNREADABLE, Excerpt.ofMessage(problem.english()), "");
            return new Examined(place, "", raw.source(), 0, "", List.of(unreadable), Map.of(), 0, null);
        }
        String text = document.text();
        byte[] source = raw.source();
        Map<IdentifierKind, Integer> counts = Map.of();
        List<Identifier> identifiers = List.of();
        if (!settings.rules().identifiers().equals(OFF)) {
            identifiers = IdentifierSearch.in(text);
            counts = counts(identifiers);
        }
        Words words = Words.of(text);
        String code = language.get().of(text, words);
        List<Finding> findings = findings(text, words, code, identifiers);
        if (!identifiers.isEmpty() && settings.rules().identifiers().equals("mask")) {
            Masked masked = masked(raw, text);
            text = masked.text();
            source = masked.source();
            words = Words.of(text);
        }
        MinHash signatures = minHash;
        boolean sound = findings.isEmpty();
        return new Examined(
                place,
                text,
                source,
                words.size(),
                code,
                findings,
                counts,
                sound ? Kept.hash(text) : 0,
                sound && signatures != null && words.size() > 0 ? signatures.of(words) : null);
    }

    private List<Finding> findings(String text, Words words, String code, List<Identifier> identifiers) {
        List<Finding> findings = new ArrayList<>();
        CleaningSettings.Rules rules = settings.rules();
        if (words.size() < rules.leastWords() || words.size() > rules.mostWords()) {
            String why = "%d words, %d to %d may be".formatted(words.size(), rules.leastWords(), rules.mostWords());
            findings.add(new Finding(Rule.LENGTH, why, ""));
        }
        if (!code.equals(TextLanguage.UNKNOWN) && !languages.contains("any") && !languages.contains(code)) {
            findings.add(new Finding(Rule.LANGUAGE, "looks like " + code, ""));
        }
        symbols.wrong(text, words).ifPresent(why -> findings.add(new Finding(Rule.SYMBOLS, why, "")));
        if (rules.repetition()) {
            Repetition.in(text, words)
                    .ifPresent(found -> findings.add(new Finding(Rule.REPETITION, found.why(), found.passage())));
        }
        ExamPassages all = exams;
        if (all != null) {
            all.in(words)
                    .ifPresent(match -> findings.add(
                            new Finding(Rule.BENCHMARK, match.how() + " of " + match.question(), match.passage())));
        }
        if (!identifiers.isEmpty() && rules.identifiers().equals("leave-out")) {
            findings.add(new Finding(Rule.IDENTIFIERS, kinds(identifiers), around(text, identifiers.getFirst())));
        }
        return findings;
    }

    private static Map<IdentifierKind, Integer> counts(List<Identifier> identifiers) {
        Map<IdentifierKind, Integer> counts = new EnumMap<>(IdentifierKind.class);
        identifiers.forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
        return counts;
    }

    private static String kinds(List<Identifier> identifiers) {
        return identifiers.stream().map(each -> each.kind().label()).distinct().collect(Collectors.joining(", "));
    }

    private static String around(String text, Identifier identifier) {
        int from =
                text.offsetByCodePoints(identifier.start(), -Math.min(20, text.codePointCount(0, identifier.start())));
        int rest = text.codePointCount(identifier.end(), text.length());
        return text.substring(from, text.offsetByCodePoints(identifier.end(), Math.min(20, rest)));
    }

    private record Masked(String text, byte[] source) {}

    /** With the same number for the same identifier throughout the text, and none beyond it. */
    private Masked masked(Raw raw, String text) {
        Map<IdentifierKind, Map<String, Integer>> numbers = new LinkedHashMap<>();
        if (!raw.isRow()) {
            String masked = masked(text, IdentifierSearch.in(text), numbers);
            return new Masked(masked, masked.getBytes(StandardCharsets.UTF_8));
        }
        String json = new String(Objects.requireNonNull(raw.source()), StandardCharsets.UTF_8);
        JsonNode row = Json.MAPPER.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
        List<String> texts = fields.texts(row);
        List<List<Identifier>> found = IdentifierSearch.inAll(texts);
        List<String> masked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            masked.add(masked(texts.get(i), found.get(i), numbers));
        }
        int[] next = {0};
        String replaced = fields.replaced(row, before -> masked.get(next[0]++));
        return new Masked(String.join("\n", masked), replaced.getBytes(StandardCharsets.UTF_8));
    }

    private static String masked(
            String text, List<Identifier> found, Map<IdentifierKind, Map<String, Integer>> numbers) {
        return MaskedText.of(text, found, each -> {
                    Map<String, Integer> known = numbers.computeIfAbsent(each.kind(), kind -> new LinkedHashMap<>());
                    return known.computeIfAbsent(each.in(text), identifier -> known.size() + 1);
                })
                .text();
    }
}
