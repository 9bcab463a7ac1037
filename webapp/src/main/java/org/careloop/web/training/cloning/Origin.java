package org.careloop.web.training.cloning;

import java.util.List;
import java.util.Optional;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Phrase;
import org.careloop.web.training.Run;
import org.careloop.web.training.Watching;

/**
 * A run as the origin of clones.
 *
 * @param watching what judges its answers and is still registered
 * @param lostWatches names of reward models that judged its answers and are registered no more
 * @param data what was frozen for it; empty where it cannot be read
 * @param outdated judgements in its snapshot that count no more
 * @param problem why no run can be made of it, and what to do
 */
public record Origin(
        Run run,
        Watching watching,
        List<String> lostWatches,
        Optional<DatasetManifest> data,
        long outdated,
        Optional<Phrase> problem) {}
