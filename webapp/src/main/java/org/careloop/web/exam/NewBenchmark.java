package org.careloop.web.exam;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * The files of a benchmark that somebody brings.
 *
 * @param name under which it is asked for, and of its folder
 * @param questions files of questions, those of keys among them
 * @param examples files that worked examples are taken from; may be none
 * @param leaveOutUnkeyed takes files in which questions have no key; else one is refused
 */
public record NewBenchmark(String name, List<File> questions, List<File> examples, boolean leaveOutUnkeyed) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");

    /**
     * A file.
     *
     * @param name what its owner calls it; of a subject's file it says which
     * @param path where its bytes are
     */
    public record File(String name, Path path) {
        /** The name without folders. */
        String lastName() {
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        }
    }

    /** @throws BadInput where the name can be none of a folder, or there are no questions */
    public NewBenchmark {
        questions = List.copyOf(questions);
        examples = List.copyOf(examples);
        if (!NAME.matcher(name).matches()) {
            throw BadInput.field(
                    "name",
                    name,
                    Phrase.of(
                            "exam.name",
                            "1 to 60 letters, digits, dots, hyphens and underscores, the first a letter or a digit"));
        }
        if (questions.isEmpty()) {
            throw BadInput.coded("exam.no-files", "no file of questions was given; give those of one exam");
        }
    }
}
