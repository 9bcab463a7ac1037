package org.careloop.run.evaluation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.benchmark.Question;

/**
 * Finds the answer in what a model wrote. The rules, of which the first that finds something decides:
 *
 * <ol>
 *   <li>the last statement of the form "the answer is B", "Answer: B", "the correct option is B", "正确答案是B", "答案：B", "选B",
 *       "\boxed{B}"; a denial ("the answer is not B", "答案不是B", "不选B") is none
 *   <li>a text that is nothing but letters, or begins with one as a list does ("B. Aspirin", "(B)") and lists no other
 *   <li>the only option whose text stands in the answer; where several may be right, every one that does
 * </ol>
 *
 * Where the options are words, "yes" for instance, the word takes the place of the letter, and the third rule is left out. A letter
 * that no option has is not an answer. Where no rule finds anything there is no answer: the question counts as wrong, and as one
 * without an answer. No letter is ever assumed.
 */
public final class Extraction {
    /** Goes up when a rule changes, and with it the name under which results compare. */
    public static final int VERSION = 1;

    /** What Markdown and TeX put around letters. */
    private static final Pattern MARKS = Pattern.compile("[*_`#$]|\\\\(?:text|mathrm|mathbf)(?=\\{)");

    private static final String NO_MORE = "(?![A-Za-z0-9'-])";
    private static final String JOINED = "\\s*(?:[、,和与及/&]|and)?\\s*";

    private static final String ENGLISH =
            "(?i:\\b(?:answers?|(?:correct|right|best)\\s+(?:option|choice)s?)\\b(?:\\s+(?:is|are|would be|should"
                    + " be|must be)|\\s*[:=])+\\s*(?:option|choice)?)";
    private static final String CHINESE =
            "(?:答案|选项)(?:应该|应当|应)?(?:选择|选|是|为|:|\\s)+(?:选项)?" + "|(?<!不|不应|不能|不要|不可|不宜|别|误)(?:应选|故选|选择|选)(?:选项)?:?";
    private static final String BOXED = "\\\\boxed(?=\\{)";

    private final Question question;
    private final String text;

    /** One option's name. */
    private final Pattern name;

    /** Names, one or more. */
    private final String names;

    private final boolean words;
    private final int flags;

    private Extraction(Question question, String written) {
        this.question = question;
        text = MARKS.matcher(Normalizer.normalize(written, Normalizer.Form.NFKC))
                .replaceAll("")
                .strip();
        words = question.options().keySet().stream().allMatch(each -> each.length() > 1);
        flags = words ? Pattern.CASE_INSENSITIVE : 0;
        String one =
                question.options().keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        name = Pattern.compile(one, flags);
        String single = "\\(?" + one + NO_MORE + "\\)?";
        names = "(%s(?:%s%s)*|%s+%s)".formatted(single, JOINED, single, one, NO_MORE);
    }

    /** The letters, or the word, that a text answers with; empty where it answers with none. */
    public static Optional<Set<String>> of(Question question, String written) {
        Extraction one = new Extraction(question, written);
        return one.stated().or(one::leading).or(one::quoted);
    }

    private Optional<Set<String>> stated() {
        return Pattern.compile("(?:%s|%s|%s)[\\s\"“'(\\[{]*%s".formatted(ENGLISH, CHINESE, BOXED, names), flags)
                .matcher(text)
                .results()
                .reduce((before, last) -> last)
                .map(last -> named(last.group(1)));
    }

    private Optional<Set<String>> leading() {
        Matcher alone = Pattern.compile(names + "[.。]?", flags).matcher(text);
        if (alone.matches()) {
            return Optional.of(named(alone.group(1)));
        }
        String end = words ? "\\b(?=\\s*(?:[,.;:!—–-]|\\n|$))" : "(?:\\)|[.:、](?!\\w)|\\s*$|\\s*\\n)";
        List<MatchResult> listed = Pattern.compile(
                        "^\\s*\\(?(%s)%s".formatted(name.pattern(), end), flags | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .toList();
        return listed.size() == 1 && listed.getFirst().start() == 0
                ? Optional.of(named(listed.getFirst().group(1)))
                : Optional.empty();
    }

    private Set<String> named(String run) {
        return name.matcher(run)
                .results()
                .map(each -> words ? each.group().toLowerCase(Locale.ROOT) : each.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An option that stands inside another one that was found, such as "fever" in "no fever", is not meant. */
    private Optional<Set<String>> quoted() {
        if (words) {
            return Optional.empty();
        }
        String answer = text.toLowerCase(Locale.ROOT);
        List<Map.Entry<String, String>> found = new ArrayList<>();
        for (Map.Entry<String, String> each : question.options().entrySet()) {
            String wanted =
                    Normalizer.normalize(each.getValue(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            if (stands(answer, wanted)) {
                found.add(Map.entry(each.getKey(), wanted));
            }
        }
        Set<String> letters = found.stream()
                .filter(each -> found.stream()
                        .noneMatch(other -> other != each && other.getValue().contains(each.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean decides = question.several() ? !letters.isEmpty() : letters.size() == 1;
        return decides ? Optional.of(letters) : Optional.empty();
    }

    private static boolean stands(String answer, String wanted) {
        return Pattern.compile("(?<![a-z0-9])%s(?![a-z0-9])".formatted(Pattern.quote(wanted)))
                .matcher(answer)
                .find();
    }
}
