package org.careloop.run.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command that executes a run. Prepares the run directory that {@code --out} names, or finds the same run there,
 * unfinished, and goes on with it.
 *
 * @param model directory of the model to start from, or of an adapter, as {@link ModelSource#given} has it; absent where its
 *     kind makes no model
 * @param base directory of the model that an adapter lies over, where a person named it
 * @param reward directory of the reward model, in the same way; absent where its kind needs none
 * @param watches what else judges the answers; each a directory or the name of a rule
 * @param answerers the models that answer, where its kind makes none
 * @param settings what differs from the defaults, checked already
 * @param files the data, by name in {@code dataset/}, checked already
 * @param counts rows by kind, for the manifest
 */
public record CommandRun(
        RunKind kind,
        @Nullable Path model,
        @Nullable Path base,
        @Nullable Path reward,
        List<String> watches,
        List<RunSpec.Answerer> answerers,
        Map<String, Object> settings,
        Map<String, Path> files,
        Map<String, Long> counts) {

    /** A run that nothing watches. */
    public CommandRun(
            RunKind kind,
            Path model,
            @Nullable Path base,
            @Nullable Path reward,
            Map<String, Object> settings,
            Map<String, Path> files,
            Map<String, Long> counts) {
        this(kind, model, base, reward, List.of(), List.of(), settings, files, counts);
    }

    /**
     * Freezes the data and writes {@code run.json}, all or nothing.
     *
     * @throws BadInput when {@code out} holds something else, a different run or a finished one
     */
    public RunDirectory prepare(Path out, InstantSource clock) throws IOException {
        RunDirectory directory = new RunDirectory(out.toAbsolutePath().normalize());
        if (Files.exists(directory.spec())) {
            refuseFinished(directory);
            refuseDifferent(directory);
            return directory;
        }
        refuseOccupied(directory.path());
        create(directory.path(), clock);
        return directory;
    }

    private void create(Path path, InstantSource clock) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".new");
        RunDirectory directory = new RunDirectory(aside);
        Files.createDirectories(directory.dataset());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Files.copy(
                    file.getValue(), directory.dataset().resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
        }
        Map<String, String> sums = DatasetManifest.sha256(directory.dataset(), files.keySet());
        Json.replace(
                directory.manifest(), new DatasetManifest(null, clock.instant(), counts, Map.of(), Map.of(), sums));
        directory.submit(spec(path, clock), RunStatus.queued(clock.instant()));
        Files.deleteIfExists(path);
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private RunSpec spec(Path path, InstantSource clock) {
        return new RunSpec(
                path.getFileName().toString(),
                kind,
                clock.instant(),
                "command line",
                model == null ? null : model.toString(),
                base == null ? null : base.toString(),
                reward == null ? null : reward.toString(),
                watches,
                answerers,
                settings,
                Map.of());
    }

    private static void refuseFinished(RunDirectory directory) throws IOException {
        boolean done = directory
                .readStatus()
                .filter(status -> status.phase() == RunStatus.Phase.DONE)
                .isPresent();
        if (done) {
            throw BadInput.in(
                    directory.path(), Phrase.of("run.done", "this run is done; name another --out to run again"));
        }
    }

    private void refuseDifferent(RunDirectory directory) throws IOException {
        Map<String, Object> there = facts(directory.readSpec());
        there.put("data", Json.read(directory.manifest(), DatasetManifest.class).sha256());
        Map<String, Object> given = facts(spec(directory.path(), InstantSource.system()));
        Map<String, String> sums = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            sums.put(file.getKey(), Sha256.of(file.getValue()));
        }
        given.put("data", sums);
        for (Map.Entry<String, Object> fact : given.entrySet()) {
            Object other = there.get(fact.getKey());
            if (!text(fact.getValue()).equals(text(other))) {
                throw BadInput.in(
                        directory.path(),
                        Phrase.filled(
                                "run.differs",
                                "an unfinished run is there whose %s differs (%s, now asked for: %s); give the same arguments to go on with it, or name another --out",
                                fact.getKey(),
                                text(other),
                                text(fact.getValue())));
            }
        }
    }

    private static Map<String, Object> facts(RunSpec spec) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", spec.kind());
        facts.put("model", Objects.requireNonNullElse(spec.model(), "none"));
        facts.put("answerers", spec.answerers());
        facts.put("base", Objects.requireNonNullElse(spec.base(), "none"));
        facts.put("reward", Objects.requireNonNullElse(spec.reward(), "none"));
        facts.put("watches", spec.watches());
        facts.put("settings", spec.settings());
        return facts;
    }

    /** As JSON, where the order of a map does not matter. */
    private static String text(@Nullable Object fact) {
        return Json.MAPPER.writeValueAsString(fact);
    }

    /**
     * Makes sure that a result may be written into a directory.
     *
     * @throws BadInput when it is a file, or holds something
     */
    public static void refuseOccupied(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw BadInput.in(path, Phrase.of("run.out-file", "a file; --out takes the name of a directory to make"));
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw BadInput.in(
                        path,
                        Phrase.of(
                                "run.out-taken",
                                "the directory holds other files; name an empty or a new one as --out"));
            }
        }
    }
}
