package org.careloop.web.exam;

import java.util.List;
import java.util.Optional;
import org.careloop.run.Phrase;

/**
 * A benchmark whose files lie on the server.
 *
 * @param name of its folder
 * @param questions that have a key
 * @param unkeyed questions that have none
 * @param language of the questions, {@code en} or {@code zh}
 * @param hasExamples whether worked examples can stand before the questions
 * @param subjectLists names of the subject lists that can be asked of it
 * @param version the first digits of the SHA-256 of its files
 * @param problem why it cannot be read; empty where it can
 */
public record OnServer(
        String name,
        int questions,
        int unkeyed,
        String language,
        boolean hasExamples,
        List<String> subjectLists,
        String version,
        Optional<Phrase> problem) {}
