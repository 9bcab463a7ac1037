package org.careloop.lm.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.mixture.QualityCut;
import org.careloop.run.mixture.Source;

/**
 * {@code quality.json}: where the streams of a run are cut, by label. Found once, before the first step, so that a run which goes on
 * reads what it read before.
 */
record QualityFloors(Map<String, QualityFloor> streams) {

    /** @param volume makes what counts a stream */
    static QualityFloors of(
            RunDirectory run, List<Source.Stream> streams, Map<String, List<CorpusFile>> files, Volumes volume)
            throws IOException {
        if (Files.exists(run.quality())) {
            return Json.read(run.quality(), QualityFloors.class);
        }
        Map<String, QualityFloor> floors = new TreeMap<>();
        boolean counted = false;
        for (Source.Stream stream : streams) {
            QualityCut cut = stream.quality();
            if (cut != null) {
                counted |= cut.wantsVolume();
                List<CorpusFile> own = Objects.requireNonNullElse(files.get(stream.label()), List.of());
                floors.put(
                        stream.label(),
                        cut.wantsVolume()
                                ? volume.make().floor(stream.label(), own, cut)
                                : new QualityFloor(cut.minimum(), null));
            }
        }
        QualityFloors all = new QualityFloors(floors);
        if (counted) {
            Json.replace(run.quality(), all);
        }
        return all;
    }

    @FunctionalInterface
    interface Volumes {
        QualityVolume make();
    }

    QualityFloor of(Source.Stream stream) {
        return Objects.requireNonNullElse(streams.get(stream.label()), QualityFloor.NONE);
    }
}
