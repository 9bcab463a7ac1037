package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;

/**
 * On which terms questions were asked and counted. Results compare where all of it is the same, and nowhere else.
 *
 * @param prompts name and version, such as {@code mmlu@1}
 * @param subjects the same of the subject list
 * @param shots how many worked examples stand before a question
 * @param rules version of how answers are read from likelihoods or words
 * @param maxNewTokens where an answer in words is cut; 0 where likelihoods are read
 * @param questionsSha256 of these very questions, options and keys
 * @param shotsSha256 of the examples; empty where there are none
 */
public record Terms(
        Layout benchmark,
        String prompts,
        String promptsSha256,
        String subjects,
        String subjectsSha256,
        Method method,
        int shots,
        int rules,
        int maxNewTokens,
        String questionsSha256,
        String shotsSha256) {

    /** How a model is asked. */
    public enum Method {
        /** Which option's letter is the likeliest continuation. */
        LOGLIKELIHOOD,
        /** The model writes, and its answer is found in what it wrote. */
        GENERATION;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Version of the rules by which a letter is taken from likelihoods. */
    private static final int LIKELIHOOD_RULES = 1;

    /**
     * The terms of an evaluation.
     *
     * @param examples those that stand before each question, all of them
     */
    public static Terms of(
            Benchmark asked,
            Prompts prompts,
            SubjectList subjects,
            Method method,
            int shots,
            List<Question> examples,
            int maxNewTokens) {
        boolean words = method == Method.GENERATION;
        return new Terms(
                asked.layout(),
                "%s@%d".formatted(prompts.name(), prompts.version()),
                prompts.sha256(),
                "%s@%d".formatted(subjects.name(), subjects.version()),
                subjects.sha256(),
                method,
                shots,
                words ? Extraction.VERSION : LIKELIHOOD_RULES,
                words ? maxNewTokens : 0,
                asked.sha256(),
                examples.isEmpty() ? "" : new Benchmark(asked.layout(), examples, 0).sha256());
    }

    /** The name under which results compare, such as {@code mmlu@1/mmlu-med@1/loglikelihood/5-shot#1f0a9c3e}. */
    public String name() {
        return "%s/%s/%s/%d-shot#%s"
                .formatted(
                        prompts,
                        subjects,
                        method.label(),
                        shots,
                        DataFile.sha256(this).substring(0, 8));
    }

    /**
     * Insists that another result was made on the same terms.
     *
     * @throws BadInput naming what differs
     */
    public void requireSame(Terms other, String where) {
        List<String> differing = new ArrayList<>();
        Map<String, Object> theirs = other.facts();
        facts().forEach((fact, value) -> {
            if (!value.equals(theirs.get(fact))) {
                differing.add("%s (%s, %s)".formatted(fact, theirs.get(fact), value));
            }
        });
        if (!differing.isEmpty()) {
            throw new BadInput(BadInput.inFile(
                    where,
                    Phrase.filled(
                            "evaluation.other-terms",
                            "this result was made on other terms, so the two do not compare: %s; evaluate the earlier"
                                    + " model again on the terms of this one, by naming its directory as --before",
                            String.join("; ", differing))));
        }
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("benchmark", benchmark.label());
        facts.put("prompts", prompts + " " + promptsSha256.substring(0, 8));
        facts.put("subjects", subjects + " " + subjectsSha256.substring(0, 8));
        facts.put("method", method.label());
        facts.put("shots", shots);
        facts.put("rules", rules);
        facts.put("maxNewTokens", maxNewTokens);
        facts.put("questions", questionsSha256.substring(0, 8));
        facts.put("examples", shotsSha256.isEmpty() ? "none" : shotsSha256.substring(0, 8));
        return facts;
    }
}
