package org.careloop.web.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.web.judge.JudgeResult;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;

/** Pairs of answers of two models, put together by a test. */
final class VerdictCase {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final Study study;
    private final List<JudgedPair> pairs = new ArrayList<>();
    private Set<String> scripts = Set.of();
    private List<JudgeResult> judges = List.of();

    private VerdictCase(StudyDesign.Order order) {
        this.study = new Study(
                StudyId.random(),
                "Ward",
                StudyDesign.of(draft -> {
                    draft.order = order;
                    draft.criteria = StudyDesign.Criterion.USUAL;
                }),
                1,
                Study.State.COLLECTING,
                NOW,
                1);
    }

    static VerdictCase of(StudyDesign.Order order) {
        return new VerdictCase(order);
    }

    /**
     * A pair whose first answer is of the model {@code one}.
     *
     * @param votes such as {@code {"annotator":"p1","verdict":"A"}}, several with commas between them
     */
    VerdictCase pair(String one, String other, long open, String votes) {
        return add(one, other, open, "answer of the other", votes);
    }

    /** A pair whose answers are the same text, about which nobody was asked. */
    VerdictCase same(String one, String other) {
        return add(one, other, 0, "answer %d of one".formatted(pairs.size()), "");
    }

    private VerdictCase add(String one, String other, long open, String b, String votes) {
        int n = pairs.size();
        Comparison comparison = Json.MAPPER.readValue(
                """
                {"format_version":3,"id":"c%03d","prompt":[{"role":"user","content":"Question %d <b>?"}],"a":"answer %d of one",
                 "b":"%s","models":["%s","%s"],"language":"%s","tags":["fever"],"votes":[%s]}
                """.formatted(n, n, n, b, one, other, n % 2 == 0 ? "en" : "zh", votes), Comparison.class);
        Map<String, Boolean> left = new HashMap<>();
        comparison.votes().forEach(vote -> left.put(vote.annotator(), n % 2 == 0));
        pairs.add(new JudgedPair(comparison, n + 1, open, left));
        return this;
    }

    /** These accounts are scripts. */
    VerdictCase scripts(String... logins) {
        scripts = Set.of(logins);
        return this;
    }

    /** What models said of these pairs. */
    VerdictCase judges(JudgeResult... results) {
        judges = List.of(results);
        return this;
    }

    VerdictReport report() {
        VerdictTerms terms = new VerdictTerms(Optional.of("new"), Optional.empty(), .05, .05, 1);
        VerdictData data =
                new VerdictData(pairs, List.of(), 0, "00", Map.of("pilot", 3L, "same_model", 1L), scripts, judges);
        return new VerdictCalculation(study, data, terms).report(NOW, Optional.empty());
    }
}
