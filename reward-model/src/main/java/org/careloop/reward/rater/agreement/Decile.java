package org.careloop.reward.rater.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.rating.RatedText;

/**
 * A tenth of the texts, by score: whether a score means the rating that it says.
 *
 * @param from lowest score
 * @param to highest score
 * @param rating mean over the texts of their mean ratings
 */
public record Decile(int texts, double from, double to, double score, double rating) {
    private static final int PARTS = 10;

    static List<Decile> of(List<RatedText> texts, double[] scores) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList();
        int parts = Math.min(PARTS, order.size());
        List<Decile> deciles = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<Integer> own = order.subList(order.size() * part / parts, order.size() * (part + 1) / parts);
            deciles.add(new Decile(
                    own.size(),
                    scores[own.getFirst()],
                    scores[own.getLast()],
                    own.stream().mapToDouble(i -> scores[i]).average().orElseThrow(),
                    own.stream().mapToDouble(i -> texts.get(i).mean()).average().orElseThrow()));
        }
        return deciles;
    }
}
