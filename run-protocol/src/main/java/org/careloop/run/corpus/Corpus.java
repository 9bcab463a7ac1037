package org.careloop.run.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;

/** The files of a corpus: found in folders, written down in {@code dataset/texts.jsonl}, and known again there. */
public final class Corpus {
    private Corpus() {}

    /**
     * The files that hold texts at the given places: a file as it is named; of a folder those whose names say so, at any depth, in
     * the order of their names. Hidden ones and those of other kinds, such as a README, are passed over.
     *
     * @throws BadInput when a place does not exist, holds no texts, or holds data of a kind that is not read
     */
    public static List<Path> files(List<Path> places) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            Path absolute = place.toAbsolutePath().normalize();
            if (Files.isDirectory(absolute)) {
                files.addAll(ofFolder(absolute));
            } else if (Files.isRegularFile(absolute)) {
                files.add(known(absolute));
            } else {
                throw BadInput.in(
                        place, Phrase.of("texts.absent", "there is no such file or folder of texts; check its name"));
            }
        }
        return files;
    }

    private static List<Path> ofFolder(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = entries.filter(file -> !isHidden(folder.relativize(file)) && Files.isRegularFile(file))
                    .filter(file -> TextFile.isText(file) || TextFile.isForeign(file))
                    .map(Corpus::known)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw BadInput.in(
                        folder,
                        Phrase.of(
                                "texts.no-texts",
                                "no texts in this folder; expected files .jsonl, .ndjson, .json or .txt, packed as .gz"
                                        + " or not"));
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") && !part.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static Path known(Path file) {
        if (!TextFile.isText(file)) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "texts.foreign",
                            "texts are not read from such a file; expected .jsonl, .ndjson, .json or .txt, packed as"
                                    + " .gz or not: write the texts as JSON Lines with a field text"));
        }
        return file;
    }

    /**
     * Writes down which files a run reads.
     *
     * @param places of each source and language
     * @return the number of files
     * @throws BadInput when a place cannot be used
     */
    public static long write(Map<String, List<Path>> places, Path target) throws IOException {
        List<CorpusFile> rows = new ArrayList<>();
        for (Map.Entry<String, List<Path>> source : places.entrySet()) {
            for (Path file : files(source.getValue())) {
                rows.add(CorpusFile.of(source.getKey(), file));
            }
        }
        JsonLines.write(target, rows);
        return rows.size();
    }

    /**
     * Looks at the beginning of each file, so that a wrong field or encoding is refused before a run begins and not days later.
     *
     * @param listing as {@link #write} made it
     * @throws BadInput naming the first file whose first row, or first line of plain text, cannot be read
     */
    public static void requireReadable(Path listing) throws IOException {
        for (CorpusFile file : JsonLines.readAll(listing, CorpusFile.class)) {
            requireReadable(new TextFile(file.path()), RowFields.TEXT);
        }
    }

    /** The same for one file whose rows have their texts in these fields. */
    public static void requireReadable(TextFile file, RowFields fields) throws IOException {
        try (Documents documents = Documents.open(file, TextUnit.LINE, fields, 0, 1)) {
            Document first = documents.next();
            Phrase problem = first == null ? null : first.problem();
            if (problem != null) {
                throw new BadInput(problem);
            }
        }
    }

    /**
     * The files of each source, in the order in which they are read.
     *
     * @param listing as {@link #write} made it
     * @throws BadInput naming the first that is gone or was changed since
     */
    public static Map<String, List<CorpusFile>> verified(Path listing) throws IOException {
        Map<String, List<CorpusFile>> files = new LinkedHashMap<>();
        for (CorpusFile file : JsonLines.readAll(listing, CorpusFile.class)) {
            file.verify();
            files.computeIfAbsent(file.source(), source -> new ArrayList<>()).add(file);
        }
        return files;
    }
}
