package org.careloop.run.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** The layouts that are tables: MMLU, C-Eval, CMMLU and CMExam. */
final class TableQuestions {
    private static final List<String> LETTERS = List.of("A", "B", "C", "D");
    private static final Pattern SPLIT = Pattern.compile("(.+)_(dev|val|test)");

    /** An option of CMExam: its letter, a sign or a blank, its text. */
    private static final Pattern OPTION = Pattern.compile("([A-Z])[\\s.．、:：]+(\\S.*)");

    /** What questions of CMExam may say of themselves. */
    private static final Map<String, String> ANNOTATIONS =
            Map.of("Medical Discipline", "discipline", "Clinical Department", "department");

    private final Path file;
    private final List<CsvTable.Line> lines;

    TableQuestions(Path file, List<CsvTable.Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Which of the layouts the first row belongs to.
     *
     * @throws BadInput where it is the header of none, and is no question of MMLU
     */
    Layout layout() {
        List<String> first = lines.getFirst().cells();
        if (first.equals(List.of("", "Question", "A", "B", "C", "D", "Answer"))) {
            return Layout.CMMLU;
        }
        if (first.size() >= 6 && first.subList(0, 6).equals(List.of("id", "question", "A", "B", "C", "D"))) {
            return Layout.CEVAL;
        }
        if (first.containsAll(List.of("Question", "Options", "Answer"))) {
            return Layout.CMEXAM;
        }
        if (first.size() == 6 && LETTERS.contains(first.getLast().strip())) {
            return Layout.MMLU;
        }
        throw BadInput.at(
                file,
                lines.getFirst().line(),
                Phrase.filled(
                        "benchmark.no-header",
                        "the first line has %s cells and is no header of a known layout; expected"
                                + " id,question,A,B,C,D,answer (C-Eval), ,Question,A,B,C,D,Answer (CMMLU), a line with"
                                + " Question, Options and Answer (CMExam), or no header and question, four options, letter"
                                + " (MMLU): put the header back that the file was published with",
                        first.size()));
    }

    void readInto(Questions all, Layout layout) {
        List<String> header =
                layout == Layout.MMLU ? List.of() : lines.getFirst().cells();
        for (CsvTable.Line line : header.isEmpty() ? lines : lines.subList(1, lines.size())) {
            Place place = Place.line(file, line.line());
            int wanted = header.isEmpty() ? 6 : header.size();
            if (line.cells().size() != wanted) {
                throw place.refused(
                        "benchmark.cells",
                        "%s cells; expected %s as in the other lines: quote cells that hold commas",
                        line.cells().size(),
                        wanted);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), line.cells().get(i));
            }
            all.add(place, () -> switch (layout) {
                case CMEXAM -> exam(place, row);
                case CEVAL -> four(place, place.text("id", row.get("id")), "question", row, "answer");
                case CMMLU -> four(place, place.text("", row.get("")), "Question", row, "Answer");
                default -> unnamed(place, line.cells());
            });
        }
    }

    private Question unnamed(Place place, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("question", cells.getFirst());
        LETTERS.forEach(letter -> row.put(letter, cells.get(1 + LETTERS.indexOf(letter))));
        row.put("answer", cells.getLast());
        return four(place, Long.toString(place.line()), "question", row, "answer");
    }

    private Question four(Place place, String id, String question, Map<String, String> row, String answer) {
        Map<String, String> given = new LinkedHashMap<>();
        LETTERS.forEach(letter -> given.put(letter, place.text(letter, row.get(letter))));
        return new Question(
                subject() + ":" + id,
                subject(),
                "",
                place.text(question, row.get(question)),
                given,
                place.oneKey(answer, row.get(answer), given.keySet()),
                false,
                Map.of());
    }

    /** Of the file's name, without the part that it is. */
    private String subject() {
        String name = stem(file);
        Matcher part = SPLIT.matcher(name);
        return part.matches() ? part.group(1) : name;
    }

    static String stem(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** Whether several options are right is said nowhere but in the key, so that any number may be given. */
    private Question exam(Place place, Map<String, String> row) {
        Map<String, String> options = place.options(lettered(place, row.get("Options")));
        Map<String, String> facts = new LinkedHashMap<>();
        ANNOTATIONS.forEach((column, name) -> {
            String value = row.getOrDefault(column, "").strip();
            if (!value.isEmpty()) {
                facts.put(name, value);
            }
        });
        return new Question(
                stem(file) + ":" + place.line(),
                facts.getOrDefault("discipline", ""),
                "",
                place.text("Question", row.get("Question")),
                options,
                place.key("Answer", row.get("Answer"), options.keySet()),
                true,
                facts);
    }

    /** A line that begins no option goes on with the one before. */
    private static Map<String, String> lettered(Place place, @Nullable String cell) {
        Map<String, String> options = new LinkedHashMap<>();
        char next = 'A';
        for (String line : place.text("Options", cell).lines().toList()) {
            Matcher option = OPTION.matcher(line.strip());
            if (option.matches() && option.group(1).charAt(0) == next) {
                options.put(option.group(1), option.group(2));
                next++;
            } else if (options.isEmpty()) {
                throw place.refused(
                        "benchmark.option-line",
                        "field \"Options\" begins with \"%s\"; expected a line for each option, its letter first: A,"
                                + " B, C in this order",
                        line);
            } else if (!line.isBlank()) {
                options.computeIfPresent(
                        String.valueOf((char) (next - 1)), (letter, text) -> text + "\n" + line.strip());
            }
        }
        return options;
    }
}
