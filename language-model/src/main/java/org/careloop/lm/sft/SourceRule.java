package org.careloop.lm.sft;

import java.nio.file.Path;
import java.util.TreeSet;
import org.careloop.lm.sft.order.SourceWeights;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.settings.SftSettings;

/** In priority order every conversation names a source, and every source has a weight. */
record SourceRule(Path file, SourceWeights weights) {
    static SourceRule of(Path file, SftSettings.Order order) {
        return new SourceRule(file, SourceWeights.of(order.sourceWeights(), order.sourceCopies()));
    }

    /**
     * The source of a conversation.
     *
     * @param line of the conversation, counted from 1
     * @throws BadInput where it has none, or one without a weight
     */
    String source(long line, Dialogue dialogue) {
        String source = dialogue.source();
        if (source == null || source.isBlank()) {
            throw BadInput.at(
                    file,
                    line,
                    Phrase.of(
                            "order.no-source",
                            "field \"source\" is missing; in priority order each conversation says where it comes"
                                    + " from, such as web_cn or supervised: add it, or set order=random"));
        }
        if (weights.weight(source).isEmpty()) {
            throw BadInput.at(
                    file,
                    line,
                    Phrase.filled(
                            "order.no-weight",
                            "field \"source\" is \"%s\", which has no weight; those that have one are %s: add it to"
                                    + " sourceWeights, such as %s=1",
                            source,
                            String.join(", ", new TreeSet<>(weights.named())),
                            source));
        }
        return source;
    }
}
