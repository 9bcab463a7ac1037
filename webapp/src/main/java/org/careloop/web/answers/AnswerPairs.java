package org.careloop.web.answers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.Settings;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportOrders;
import org.careloop.web.dataset.imports.ImportWork;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunRepository;
import org.careloop.web.training.RunResults;
import org.springframework.stereotype.Component;

/** Makes the pairs of a finished run comparisons of a study, once. */
@Component
class AnswerPairs implements RunResults {
    /** A run that took hours is not thrown away for what a model wrote; what was found is kept, and the lead looks at it. */
    private static final String OF_MODELS = "answers of models to prompts of a study";

    private final RunRepository runs;
    private final ImportWork imports;
    private final OriginRepository origins;
    private final ComparisonRepository comparisons;
    private final Clock clock;

    AnswerPairs(
            RunRepository runs,
            ImportWork imports,
            OriginRepository origins,
            ComparisonRepository comparisons,
            Clock clock) {
        this.runs = runs;
        this.imports = imports;
        this.origins = origins;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.ANSWER;
    }

    @Override
    public void take(Run run, Phase ended) {
        if (ended != Phase.DONE || !runs.lockUntaken(run.id())) {
            return;
        }
        try {
            runs.take(run.id(), taken(run), clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AnsweringState.Taken taken(Run run) throws IOException {
        Path pairs = run.directory().pairs();
        List<Path> files = List.of(pairs.resolve("comparisons.jsonl"), pairs.resolve("identical.jsonl"));
        List<Comparison> different = rows(files.get(0));
        List<Comparison> identical = rows(files.get(1));
        Optional<StudyId> into = run.answering().flatMap(AnsweringState::into);
        if (into.isPresent()) {
            bring(run, into.get(), files, different, identical);
        }
        return new AnsweringState.Taken(different.size(), identical.size());
    }

    /** There may be no pair of the kind. */
    private static List<Comparison> rows(Path file) throws IOException {
        return Files.size(file) == 0 ? List.of() : JsonLines.readAll(file, Comparison.class);
    }

    private void bring(Run run, StudyId into, List<Path> files, List<Comparison> different, List<Comparison> identical)
            throws IOException {
        AskedAbout asked = new AskedAbout(comparisons, run.study());
        List<ImportFile> filled = new ArrayList<>();
        for (Path file : files) {
            if (Files.size(file) > 0) {
                Path described = file.resolveSibling("described-" + file.getFileName());
                asked.describe(file, described);
                filled.add(ImportFile.of(described));
            }
        }
        long seed = Settings.apply(AnswerSettings.class, run.settings()).run().seed();
        imports.importFiles(into, filled, seed, ImportOrders.ofSystem(OF_MODELS), row -> {});
        List<Comparison> all = new ArrayList<>(different);
        all.addAll(identical);
        origins.insert(run, into, all, AnswerLine.read(run.directory().answers()));
    }

    @Override
    public void refused(Run run, Phrase why) {
        runs.refuse(run.id(), why);
    }
}
