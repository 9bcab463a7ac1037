package org.careloop.reward.rater.corpus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.careloop.reward.rater.corpus.Chunk.Place;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.settings.PretrainSettings;
import org.careloop.run.settings.RaterSettings;
import org.jspecify.annotations.Nullable;

/** The texts of a corpus in chunks, file after file, from any place on. */
final class Chunks implements AutoCloseable {
    private final List<CorpusFile> files;
    private final RaterSettings.Rating settings;
    private Place place;
    private @Nullable Documents open;

    Chunks(List<CorpusFile> files, RaterSettings.Rating settings, Place start) {
        this.files = files;
        this.settings = settings;
        place = start;
    }

    /** The next texts; empty at the end. */
    Optional<Chunk> next() throws IOException {
        Chunk.Filling filling = new Chunk.Filling(settings.badRows() == PretrainSettings.BadRows.LEAVE_OUT);
        while (filling.size() < settings.chunkTexts() && place.file() < files.size()) {
            Documents documents = opened();
            Document document = documents.next();
            if (document == null) {
                close();
                place = new Place(place.file() + 1, 0, 1);
            } else {
                filling.add(document);
                place = new Place(place.file(), documents.offset(), documents.line());
            }
        }
        return filling.isEmpty() ? Optional.empty() : Optional.of(filling.closed(place));
    }

    private Documents opened() throws IOException {
        if (open == null) {
            open = Documents.open(
                    new TextFile(files.get(place.file()).path()), settings.textUnit(), place.start(), place.line());
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        Documents documents = open;
        open = null;
        if (documents != null) {
            documents.close();
        }
    }
}
