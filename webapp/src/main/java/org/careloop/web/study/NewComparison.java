package org.careloop.web.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A comparison to be stored.
 *
 * @param prompt what the responses answer; empty for a text to be rated
 * @param responses one to be rated, two to compare, up to six to rank; a is the first, b the second
 * @param models who wrote each response, null where unknown; as long as the responses, or empty
 * @param specialty the medical field that it asks for; null for any
 * @param gold the answer it is known to have; such a comparison waits for no votes
 * @param firstFree ordinal of its first free slot; slots before it are filled by whoever brings their votes
 * @param free how many votes it waits for
 */
public record NewComparison(
        ComparisonId id,
        String externalId,
        List<Message> prompt,
        List<String> responses,
        List<@Nullable String> models,
        @Nullable String language,
        @Nullable String specialty,
        List<String> tags,
        @Nullable Gold gold,
        int firstFree,
        int free) {
    /** @throws BadInput when there are not one to six responses, or another number of models */
    public NewComparison {
        responses = List.copyOf(responses);
        if (responses.isEmpty() || responses.size() > Comparison.MOST_RESPONSES) {
            throw BadInput.coded(
                    "comparison.responses",
                    "comparison \"%s\": given %d responses, expected 1 to %d"
                            .formatted(externalId, responses.size(), Comparison.MOST_RESPONSES),
                    externalId,
                    responses.size(),
                    Comparison.MOST_RESPONSES);
        }
        models = models.isEmpty()
                ? Collections.nCopies(responses.size(), null)
                : Collections.unmodifiableList(new ArrayList<>(models));
        if (models.size() != responses.size()) {
            throw BadInput.coded(
                    "comparison.models",
                    "comparison \"%s\": given %d models, expected one for each of %d responses"
                            .formatted(externalId, models.size(), responses.size()),
                    externalId,
                    models.size(),
                    responses.size());
        }
        free = gold == null && !isSame(responses) ? free : 0;
    }

    /** Whether all of several responses are the same text: then nobody is asked. */
    boolean isIdentical() {
        return isSame(responses);
    }

    private static boolean isSame(List<String> responses) {
        return responses.size() > 1
                && responses.stream().map(VisibleText::of).distinct().count() == 1;
    }
}
