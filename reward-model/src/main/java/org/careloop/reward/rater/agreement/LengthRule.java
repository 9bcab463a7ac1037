package org.careloop.reward.rater.agreement;

import java.util.List;
import org.careloop.run.rating.RatedText;

/**
 * What a text's length alone says of its rating: the line of least squares through the mean ratings of the texts to learn from, over
 * the logarithm of their characters.
 */
public record LengthRule(double intercept, double slope) {

    public static LengthRule of(List<RatedText> texts) {
        double x = texts.stream().mapToDouble(LengthRule::length).average().orElse(0);
        double y = texts.stream().mapToDouble(RatedText::mean).average().orElse(0);
        double both = 0;
        double squares = 0;
        for (RatedText text : texts) {
            both += (length(text) - x) * (text.mean() - y);
            squares += (length(text) - x) * (length(text) - x);
        }
        double slope = squares == 0 ? 0 : both / squares;
        return new LengthRule(y - slope * x, slope);
    }

    private static double length(RatedText text) {
        return Math.log(1 + text.text().length());
    }

    double score(RatedText text) {
        return intercept + slope * length(text);
    }
}
