package org.careloop.web.dataset.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Verdict;
import org.careloop.web.dataset.BadRow;

/** The words with which people say which of two responses is better, in any case and with any signs between them. */
final class VerdictWords {
    private static final Set<String> FIRST = Set.of(
            "a",
            "1",
            "left",
            "first",
            "modela",
            "responsea",
            "answera",
            "optiona",
            "response1",
            "answer1",
            "model1",
            "option1",
            "text1",
            "output1",
            "左",
            "左边",
            "左侧",
            "第一个",
            "前者",
            "甲",
            "回答a",
            "回答1",
            "答案a",
            "答案1",
            "回答一",
            "答案一");
    private static final Set<String> SECOND = Set.of(
            "b",
            "2",
            "right",
            "second",
            "modelb",
            "responseb",
            "answerb",
            "optionb",
            "response2",
            "answer2",
            "model2",
            "option2",
            "text2",
            "output2",
            "右",
            "右边",
            "右侧",
            "第二个",
            "后者",
            "乙",
            "回答b",
            "回答2",
            "答案b",
            "答案2",
            "回答二",
            "答案二");
    private static final Set<String> EQUAL = Set.of(
            "same",
            "tie",
            "tied",
            "equal",
            "draw",
            "bothgood",
            "bothequal",
            "equallygood",
            "aboutthesame",
            "nopreference",
            "平局",
            "平",
            "一样",
            "一样好",
            "相同",
            "差不多",
            "都好",
            "不相上下",
            "持平");
    private static final Set<String> BAD = Set.of(
            "bothbad",
            "tiebothbad",
            "bothpoor",
            "neither",
            "equallybad",
            "都不好",
            "都差",
            "都很差",
            "一样差",
            "均差",
            "均不好",
            "都不行");

    private VerdictWords() {}

    static Optional<Verdict> of(String said) {
        String word = plain(said);
        if (FIRST.contains(word)) {
            return Optional.of(Verdict.A);
        }
        if (SECOND.contains(word)) {
            return Optional.of(Verdict.B);
        }
        return EQUAL.contains(word)
                ? Optional.of(Verdict.SAME)
                : BAD.contains(word) ? Optional.of(Verdict.BOTH_BAD) : Optional.empty();
    }

    static Verdict read(String field, String said) {
        return of(said).orElseThrow(() -> new BadRow(
                "verdict.words",
                "field \"%s\" is \"%s\"; expected A or B (or left or right, 1 or 2, model_a or model_b), tie, or both bad",
                field,
                said));
    }

    /** Letters and digits alone, without "is better" and the like. */
    static String plain(String said) {
        return said.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .replaceFirst("(isbetter|better|preferred|wins|更好|更佳|较好|胜)$", "");
    }
}
