package org.careloop.run;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two responses to one prompt, and every vote on them. A line of {@code comparisons.jsonl}.
 *
 * @param language a BCP 47 tag such as {@code en} or {@code zh}; null when unknown
 */
public record Comparison(
        String id,
        List<Message> prompt,
        String a,
        String b,
        List<Vote> votes,
        @Nullable String language,
        List<String> tags) {

    public Comparison {
        Required.text("id", id);
        Required.prompt(prompt);
        Required.field("a", a);
        Required.field("b", b);
        prompt = List.copyOf(prompt);
        votes = List.copyOf(Objects.requireNonNullElse(votes, List.of()));
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }
}
