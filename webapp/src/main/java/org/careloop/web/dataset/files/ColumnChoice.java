package org.careloop.web.dataset.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;

/**
 * Which column of a table is the prompt, which are the responses, and so on.
 *
 * @param columns the file's name of a column by ours, such as {@code prompt} to {@code Question}; names that are none of ours
 *     are left out
 */
public record ColumnChoice(Map<String, String> columns) {
    private static final List<String> OURS = List.of(
            "prompt",
            "system",
            "input",
            "a",
            "b",
            "chosen",
            "rejected",
            "responses",
            "id",
            "annotator",
            "verdict",
            "strength",
            "ranking",
            "rationale",
            "model_a",
            "model_b",
            "language",
            "specialty",
            "tags",
            "gold");
    /** Below the names, which its making reads. */
    public static final ColumnChoice NONE = new ColumnChoice(Map.of());

    private static final Pattern NEXT = Pattern.compile(",\\s*(?=(" + String.join("|", OURS) + ")\\s*=)");

    /** What people call the columns, letters and digits alone. */
    private static final Map<String, Set<String>> SYNONYMS = Map.of(
            "prompt",
            Set.of(
                    "question",
                    "query",
                    "instruction",
                    "userprompt",
                    "userquestion",
                    "patientquestion",
                    "问题",
                    "提问",
                    "题目",
                    "患者问题",
                    "患者提问",
                    "病人问题",
                    "用户问题",
                    "咨询问题",
                    "提示词"),
            "a",
            Set.of(
                    "responsea",
                    "answera",
                    "outputa",
                    "modela",
                    "completiona",
                    "response1",
                    "answer1",
                    "output1",
                    "model1",
                    "optiona",
                    "left",
                    "回答a",
                    "回答1",
                    "回答一",
                    "答案a",
                    "答案1",
                    "答案一",
                    "模型a",
                    "左边回答",
                    "回复a",
                    "回复1"),
            "b",
            Set.of(
                    "responseb",
                    "answerb",
                    "outputb",
                    "modelb",
                    "completionb",
                    "response2",
                    "answer2",
                    "output2",
                    "model2",
                    "optionb",
                    "right",
                    "回答b",
                    "回答2",
                    "回答二",
                    "答案b",
                    "答案2",
                    "答案二",
                    "模型b",
                    "右边回答",
                    "回复b",
                    "回复2"),
            "chosen",
            Set.of(
                    "chosenresponse",
                    "chosenanswer",
                    "preferred",
                    "preferredanswer",
                    "betteranswer",
                    "better",
                    "较好回答",
                    "更好的回答",
                    "优选回答",
                    "好的回答",
                    "较优回答"),
            "rejected",
            Set.of("rejectedresponse", "rejectedanswer", "worseanswer", "worse", "较差回答", "更差的回答", "差的回答", "拒绝的回答"),
            "annotator",
            Set.of(
                    "rater",
                    "doctor",
                    "physician",
                    "clinician",
                    "expert",
                    "evaluator",
                    "reviewer",
                    "judge",
                    "annotatedby",
                    "评判人",
                    "评审",
                    "评审人",
                    "标注人",
                    "标注者",
                    "标注员",
                    "医生",
                    "专家"),
            "verdict",
            Set.of(
                    "preference",
                    "winner",
                    "betterresponse",
                    "whichisbetter",
                    "choice",
                    "decision",
                    "判断",
                    "评判",
                    "结论",
                    "选择",
                    "偏好",
                    "哪个更好",
                    "胜者"),
            "rationale",
            Set.of("reason", "comment", "comments", "explanation", "理由", "原因", "备注"),
            "id",
            Set.of("caseid", "questionid", "itemid", "no", "number", "编号", "序号", "病例号"));

    public ColumnChoice {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String ours : OURS) {
            if (columns.containsKey(ours)) {
                ordered.put(ours, columns.get(ours));
            }
        }
        columns = Collections.unmodifiableMap(ordered);
    }

    /**
     * Reads a choice such as {@code prompt=Question, a=Answer 1, b=Answer 2}.
     *
     * @throws BadInput when a name of ours is not known, or nothing is chosen for it
     */
    public static ColumnChoice parse(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String each : text.isBlank() ? new String[0] : NEXT.split(text)) {
            int equals = each.indexOf('=');
            String ours = equals < 0 ? each.strip() : each.substring(0, equals).strip();
            if (equals < 0 || !OURS.contains(ours) || each.substring(equals + 1).isBlank()) {
                throw BadInput.coded(
                        "import.choice",
                        "columns \"%s\": expected such as prompt=Question,a=Answer 1,b=Answer 2; known are %s"
                                .formatted(each.strip(), String.join(", ", OURS)),
                        each.strip(),
                        String.join(", ", OURS));
            }
            columns.put(ours, each.substring(equals + 1).strip());
        }
        return new ColumnChoice(columns);
    }

    /** What the names of the columns suggest; those that have our names already keep them. */
    public static ColumnChoice guess(List<String> header) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String ours : OURS) {
            Set<String> synonyms = SYNONYMS.getOrDefault(ours, Set.of());
            header.stream()
                    .filter(name -> plain(name).equals(plain(ours)) || synonyms.contains(plain(name)))
                    .findFirst()
                    .ifPresent(name -> columns.put(ours, name));
        }
        return new ColumnChoice(columns);
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /**
     * The names of the columns after the choice: ours for those that were chosen, their own for the others.
     *
     * @throws BadInput when a chosen column is not there, or is chosen for two things
     */
    List<String> applied(String file, List<String> header) {
        List<String> names = new ArrayList<>(header);
        Map<Integer, String> taken = new HashMap<>();
        columns.forEach((ours, theirs) -> {
            int at = indexOf(header, theirs);
            if (at < 0) {
                throw BadInput.coded(
                        "import.no-column",
                        "%s: there is no column \"%s\"; the columns are %s"
                                .formatted(file, theirs, String.join(", ", header)),
                        file,
                        theirs,
                        String.join(", ", header));
            }
            String already = taken.put(at, ours);
            if (already != null) {
                throw BadInput.coded(
                        "import.column-for-two",
                        "%s: column \"%s\" is chosen for %s and for %s; choose another for one of them"
                                .formatted(file, theirs, already, ours),
                        file,
                        theirs,
                        already,
                        ours);
            }
            int other = indexOf(names, ours);
            if (other >= 0 && other != at) {
                names.set(other, names.get(other) + " (column)");
            }
            names.set(at, ours);
        });
        return names;
    }

    private static int indexOf(List<String> names, String wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).strip().equalsIgnoreCase(wanted.strip())) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return columns.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
