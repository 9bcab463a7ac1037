package org.careloop.web.study;

import org.careloop.run.BadInput;

/**
 * What a person says of a study when it begins.
 *
 * @param guidelines how to judge, in Markdown; may be empty
 * @param overlap votes each comparison gets, 1 to 20
 */
public record NewStudy(String name, String guidelines, int overlap) {
    public static final int MOST_VOTES = 20;
    private static final int LONGEST_NAME = 200;

    public NewStudy {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new BadInput("name: given %d characters, expected 1 to %d".formatted(name.length(), LONGEST_NAME));
        }
        if (overlap < 1 || overlap > MOST_VOTES) {
            throw new BadInput("overlap: given %d, expected 1 to %d votes a comparison".formatted(overlap, MOST_VOTES));
        }
    }
}
