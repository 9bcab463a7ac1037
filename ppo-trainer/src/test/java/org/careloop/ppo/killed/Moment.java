package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;

/**
 * When a trainer is killed: once its run has come so far, and some part of a typical delay later.
 *
 * @param step that the run has reached, or whose state it writes
 * @param share of the delay, 0 to 1
 */
record Moment(During during, long step, double share) {

    /** What the trainer is at. */
    enum During {
        /** Between the start of the process and its first step. */
        LOADING,
        STEP,
        WRITING_STATE,
        WRITING_MODEL
    }

    /**
     * Draws the moments at which one run is killed, in the order in which it comes to them. The model is written last, and only
     * one of them is then.
     */
    static List<Moment> draw(Random random, int count, long steps) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double choice = random.nextDouble();
            During during = choice < .15
                    ? During.LOADING
                    : choice < .5 ? During.STEP : choice < .9 || i > 0 ? During.WRITING_STATE : During.WRITING_MODEL;
            long step = during == During.WRITING_MODEL ? steps : random.nextLong(1, steps);
            moments.add(new Moment(during, step, random.nextDouble()));
        }
        moments.sort(Comparator.comparing((Moment moment) -> moment.during == During.WRITING_MODEL)
                .thenComparing(Moment::step));
        return moments;
    }

    /** Whether the run has come so far. */
    boolean isReached(RunDirectory run) throws IOException {
        return switch (during) {
            case LOADING -> true;
            case STEP -> MetricLog.read(run.metrics()).size() >= step;
            case WRITING_STATE -> halfWritten(run).stream().anyMatch(name -> stepOf(name) >= step);
            case WRITING_MODEL -> isResultBegun(run);
        };
    }

    /** Whether the result of the run is being written, or its writing was cut off. */
    static boolean isResultBegun(RunDirectory run) {
        return Stream.of(run.model(), run.pairs(), run.evaluation())
                .anyMatch(result -> Files.exists(result.resolveSibling(result.getFileName() + ".new")));
    }

    /** Names of states that are being written, or whose writing was cut off. */
    static List<String> halfWritten(RunDirectory run) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run.state(), "step-*.new")) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException noneYet) {
            return List.of();
        }
        return names;
    }

    private static long stepOf(String name) {
        return Long.parseLong(name.substring("step-".length(), name.length() - ".new".length()));
    }

    @Override
    public String toString() {
        return switch (during) {
            case LOADING -> "while loading";
            case STEP -> "after step %d".formatted(step);
            case WRITING_STATE -> "while a state from step %d on is written".formatted(step);
            case WRITING_MODEL -> "while the model is written";
        };
    }
}
