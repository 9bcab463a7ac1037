package org.careloop.reward.rater.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.Sha256;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.settings.RaterSettings;

/**
 * What lies beside the file of rated rows until it is whole: which files are read, how far they were, and the rows so far.
 *
 * @param out the file that is made
 */
record RateFolder(Path out) {
    private static final String ASKED = "asked.json";
    private static final String LISTING = "texts.jsonl";
    private static final String ROWS = "rows";
    private static final String KEPT = "kept.json";
    private static final String CORPUS = "corpus";

    /**
     * What the rows depend on.
     *
     * @param rater SHA-256 of its {@code rater.json}, whose biases no other training has
     * @param corpus SHA-256 of the list of its files
     */
    record Asked(String model, String rater, String corpus, String settings) {}

    /**
     * How far it is.
     *
     * @param bytes of the rows
     */
    record Kept(Chunk.Place place, long bytes, RatedCounts counts) {
        static Kept none() {
            return new Kept(Chunk.Place.BEGINNING, 0, RatedCounts.none());
        }
    }

    /**
     * Makes the folder, or goes on with what the same command left in it.
     *
     * @return holds the folder
     * @throws BadInput where the file is there already, something else was begun, or the corpus cannot be used
     */
    RunClaim begin(ModelSource model, List<Path> places, RaterSettings.Rating settings) throws IOException {
        if (!String.valueOf(out.getFileName()).matches(".*\\.jsonl(\\.gz)?")) {
            throw BadInput.field("--out", out, Phrase.of("rate.out-name", "a name that ends in .jsonl or .jsonl.gz"));
        }
        if (Files.exists(out)) {
            throw BadInput.in(
                    out, Phrase.of("rate.out-taken", "it is there already; name another --out, or remove it"));
        }
        Path listing = Files.createTempFile("careloop-rate", ".jsonl");
        try {
            Corpus.write(Map.of(CORPUS, places), listing);
            Asked asked = new Asked(
                    model.given().toString(),
                    Sha256.of(model.given().resolve("rater.json")),
                    Sha256.of(listing),
                    settings.asLine());
            RunClaim claim = new WorkFolder(folder())
                    .begin(
                            ASKED,
                            asked,
                            Phrase.of(
                                    "rate.differs",
                                    "rows of another corpus, by another rater or with other settings were begun there;"
                                            + " give the same arguments to go on, or name another --out"));
            Files.copy(listing, folder().resolve(LISTING), StandardCopyOption.REPLACE_EXISTING);
            return claim;
        } finally {
            Files.deleteIfExists(listing);
        }
    }

    private Path folder() {
        Path absolute = out.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".part");
    }

    List<CorpusFile> files() throws IOException {
        return Objects.requireNonNull(Corpus.verified(folder().resolve(LISTING)).get(CORPUS));
    }

    Kept kept() throws IOException {
        Path file = folder().resolve(KEPT);
        return Files.exists(file) ? Json.read(file, Kept.class) : Kept.none();
    }

    void keep(Kept kept) throws IOException {
        Json.replace(folder().resolve(KEPT), kept);
    }

    RatedRows rows(long bytes) throws IOException {
        return new RatedRows(folder().resolve(ROWS), out.toString().endsWith(".gz"), bytes);
    }

    /** Puts the file where it belongs, with a report beside it, and takes the folder away. */
    void end(Object report) throws IOException {
        Path absolute = out.toAbsolutePath().normalize();
        Json.replace(absolute.resolveSibling(absolute.getFileName() + ".report.json"), report);
        Files.move(folder().resolve(ROWS), absolute, StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder());
    }
}
