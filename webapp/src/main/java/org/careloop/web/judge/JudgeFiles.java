package org.careloop.web.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * The two files of the command {@code judge} that a person brings. Others of its folder may come along.
 *
 * @param report {@code report.json}
 * @param judged {@code judged.jsonl}
 */
public record JudgeFiles(File report, File judged) {
    private static final String REPORT = "report.json";
    private static final String JUDGED = "judged.jsonl";

    /**
     * A file.
     *
     * @param name what its owner calls it
     * @param path where its bytes are
     */
    public record File(String name, Path path) {
        private String lastName() {
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        }

        /** What a reader says of the bytes, with the name that the owner knows. */
        BadInput named(BadInput problem) {
            return new BadInput(problem.phrase().changed(text -> text.replace(path.toString(), name)), problem);
        }
    }

    /** @throws BadInput where one of the two is absent or there twice */
    public static JudgeFiles of(List<File> given) {
        return new JudgeFiles(one(given, REPORT), one(given, JUDGED));
    }

    private static File one(List<File> given, String name) {
        List<File> named = new ArrayList<>(given);
        named.removeIf(file -> !file.lastName().equals(name));
        if (named.size() != 1) {
            String names = given.isEmpty()
                    ? "–"
                    : String.join(", ", given.stream().map(File::name).toList());
            throw new BadInput(Phrase.filled(
                    "judge.files",
                    "given the files %s, expected one %s and one %s; give both from one folder of the command judge",
                    names,
                    REPORT,
                    JUDGED));
        }
        return named.getFirst();
    }
}
