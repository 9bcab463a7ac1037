package org.careloop.run.evaluation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;
import org.jspecify.annotations.Nullable;

/**
 * The words in which the questions of a benchmark are asked. Templates hold blanks such as <code>{question}</code>.
 *
 * @param version goes up when a word changes, and with it the name under which results compare
 * @param header before everything in a text whose likelihood is read
 * @param question the question in such a text, up to where the answer begins
 * @param option a line of the options
 * @param answer what continues the question: its likelihood is the option's
 * @param between ends a shot; also ends the letters where several may be right, because AB would else always be likelier
 *     than ABC
 * @param ask a message to a model that answers in its own words
 * @param askSeveral the same where several options may be right
 * @param reply what the model is shown to have answered to a shot
 * @param subjectNames what a subject is called; where there is none, its name with blanks for underscores
 */
public record Prompts(
        String name,
        int version,
        Layout layout,
        String language,
        String header,
        String question,
        String option,
        String answer,
        String between,
        String ask,
        String askSeveral,
        String reply,
        Map<String, String> subjectNames) {

    private static final Pattern BLANK = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static final Set<String> FIELDS = Set.of(
            "subject",
            "question",
            "options",
            "context",
            "letter",
            "text",
            "exam_type",
            "exam_class",
            "exam_subject",
            "question_type",
            "discipline",
            "department",
            "topic");

    /** Those that come with the product. */
    public static final List<String> NAMES =
            List.of("mmlu", "medqa-us", "medqa-mainland", "medmcqa", "pubmedqa", "ceval", "cmmlu", "cmb", "cmexam");

    public Prompts {
        subjectNames = Map.copyOf(Objects.requireNonNullElse(subjectNames, Map.of()));
        Map<String, @Nullable String> templates = new LinkedHashMap<>();
        templates.put("name", name);
        templates.put("layout", layout == null ? null : layout.label());
        templates.put("language", language);
        templates.put("header", header);
        templates.put("question", question);
        templates.put("option", option);
        templates.put("answer", answer);
        templates.put("between", between);
        templates.put("ask", ask);
        templates.put("askSeveral", askSeveral);
        templates.put("reply", reply);
        templates.forEach(Prompts::check);
    }

    private static void check(String field, @Nullable String template) {
        if (template == null) {
            throw new BadValue(
                    Phrase.filled("evaluation.no-template", "field \"%s\" is missing; expected a text", field));
        }
        Set<String> unknown = BLANK.matcher(template)
                .results()
                .map(found -> found.group(1))
                .filter(blank -> !FIELDS.contains(blank))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw new BadValue(Phrase.filled(
                    "evaluation.unknown-blank",
                    "field \"%s\" has the blank \"%s\", which nothing fills; known are %s",
                    field,
                    String.join(", ", unknown),
                    String.join(", ", new TreeSet<>(FIELDS))));
        }
    }

    /** Reads one by its name, or a person's own file. */
    public static Prompts read(String given) throws IOException {
        return DataFile.read(given, "prompts", NAMES, Prompts.class);
    }

    /** Those of a benchmark's layout; MedQA's files are in two languages. */
    public static Prompts of(Benchmark benchmark) throws IOException {
        Layout layout = benchmark.layout();
        if (layout != Layout.MEDQA) {
            return read(layout.label());
        }
        long chinese = benchmark.questions().stream()
                .filter(question -> HAN.matcher(question.text()).find())
                .count();
        return read(2 * chinese > benchmark.questions().size() ? "medqa-mainland" : "medqa-us");
    }

    /** One value for everything that these prompts say. */
    public String sha256() {
        return DataFile.sha256(this);
    }

    /** What stands before a question: the header, and the shots with their answers. */
    public String opening(Question asked, List<Question> shots) {
        StringBuilder text = new StringBuilder(fill(header, asked));
        for (Question shot : shots) {
            text.append(fill(question, shot))
                    .append(continuation(shot.target()))
                    .append(between);
        }
        return text.toString();
    }

    /** The whole text before the answer. */
    public String before(Question asked, List<Question> shots) {
        return opening(asked, shots) + fill(question, asked);
    }

    /** What follows that text if this is the answer. */
    public String continuation(Question asked, String letters) {
        return continuation(letters) + (asked.several() ? between : "");
    }

    private String continuation(String letters) {
        return filled(answer, Map.of("letter", letters));
    }

    /** A message that asks a question. */
    public String message(Question asked) {
        return fill(asked.several() ? askSeveral : ask, asked);
    }

    /** The answer to a message, in a shot. */
    public String reply(Question shot) {
        return filled(reply, Map.of("letter", shot.target()));
    }

    private String fill(String template, Question asked) {
        Map<String, String> values = new LinkedHashMap<>(asked.facts());
        values.put(
                "subject",
                subjectNames.getOrDefault(asked.subject(), asked.subject().replace('_', ' ')));
        values.put("question", asked.text());
        values.put("context", asked.context());
        values.put(
                "options",
                asked.options().entrySet().stream()
                        .map(each -> filled(option, Map.of("letter", each.getKey(), "text", each.getValue())))
                        .collect(Collectors.joining("\n")));
        return filled(template, values);
    }

    /** Once and together, so that a question that writes of a blank itself stays as it is. */
    private static String filled(String template, Map<String, String> values) {
        return BLANK.matcher(template)
                .replaceAll((MatchResult blank) -> Matcher.quoteReplacement(values.getOrDefault(blank.group(1), "")));
    }
}
