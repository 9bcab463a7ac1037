package org.careloop.run.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A question with its options and its key.
 *
 * @param id unlike any other in the benchmark
 * @param subject what the benchmark counts by; empty where its files name none
 * @param context what is read before the question, an abstract for instance; empty where there is nothing
 * @param options text by letter, in their order; where the options are words of their own, such as {@code yes}, by word
 * @param key the letters that are right, as a set: the order in which a file writes them means nothing
 * @param several whether more than one letter may be right. The key does not decide this, or the form of the question would
 *     give it away
 * @param facts what a prompt may say besides, by its name
 */
public record Question(
        String id,
        String subject,
        String context,
        String text,
        Map<String, String> options,
        SortedSet<String> key,
        boolean several,
        Map<String, String> facts) {

    public Question {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        key = Collections.unmodifiableSortedSet(new TreeSet<>(key));
        facts = Map.copyOf(facts);
    }

    /** Its key as one text, such as {@code ABD}. */
    public String target() {
        return String.join("", key);
    }

    /** What a reader sees of it: two questions that look alike are the same one. */
    public List<Object> look() {
        return List.of(context, text, List.copyOf(options.values()));
    }
}
