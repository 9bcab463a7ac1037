package org.careloop.web.verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Response;

/**
 * What a reward model thinks of answers.
 *
 * @param model the reward model, by its name
 */
public record RewardScores(String model, Map<RewardScores.Answer, Double> scores) {
    /** An answer by its texts, whoever wrote it. */
    record Answer(List<Message> prompt, String text) {}

    /**
     * Reads the rows that {@code ./careloop score} writes.
     *
     * @throws BadInput naming file and line of a row without a score
     */
    public static RewardScores read(String model, List<Path> files) throws IOException {
        Map<Answer, Double> scores = new HashMap<>();
        for (Path file : files) {
            List<Response> rows = JsonLines.readAll(file, Response.class);
            for (int row = 0; row < rows.size(); row++) {
                Response answer = rows.get(row);
                Double score = answer.score();
                if (score == null) {
                    throw BadInput.coded(
                            "verdict.not-scored",
                            "%s: row %d (\"%s\") has no score; expected rows as ./careloop score writes them"
                                    .formatted(file, row + 1, answer.id()),
                            file.toString(),
                            row + 1,
                            answer.id());
                }
                scores.put(new Answer(answer.prompt(), answer.response()), score);
            }
        }
        return new RewardScores(model, Map.copyOf(scores));
    }

    private OptionalDouble of(List<Message> prompt, String text) {
        Double score = scores.get(new Answer(prompt, text));
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /**
     * The outcome of a vote that it expects, from -1 to 1: by Bradley and Terry, the probability that the first answer wins less
     * that of the second. Empty where one of the two has no score.
     */
    OptionalDouble expected(JudgedPair pair, String candidate, String rival) {
        OptionalDouble own = of(pair.prompt(), pair.answer(candidate));
        OptionalDouble other = of(pair.prompt(), pair.answer(rival));
        return own.isPresent() && other.isPresent()
                ? OptionalDouble.of(Math.tanh((own.getAsDouble() - other.getAsDouble()) / 2))
                : OptionalDouble.empty();
    }
}
