package org.careloop.run.past;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.jspecify.annotations.Nullable;

/**
 * The prompts that any training behind some models has seen: of the run that made a model, of the model that it started from, of
 * the reward model that guided it, and so on. What a run held out is not seen by that run; another may have seen it. Prompts are
 * equal when all of their messages are, as the trainers tell them apart.
 */
public final class SeenPrompts {
    private final Set<List<Message>> seen = new HashSet<>();
    private final Set<Path> visited = new HashSet<>();
    private final SortedSet<Path> untold = new TreeSet<>();

    /**
     * Adds what is behind a model.
     *
     * @param model its directory, that of its adapter, or of its run
     * @throws BadInput where a model of the ancestry, or the data of a run, is not there any more
     */
    public void addPast(Path model) throws IOException {
        Path at = model.toAbsolutePath().normalize();
        if (!visited.add(at)) {
            return;
        }
        if (!Files.isDirectory(at)) {
            throw BadInput.in(
                    at,
                    Phrase.of(
                            "past.gone",
                            "this model is not there any more, so what it has learnt from cannot be told; put it back, or ask for all prompts"));
        }
        Optional<RunDirectory> made = runOf(at);
        if (made.isEmpty()) {
            untold.add(at);
            return;
        }
        RunDirectory run = made.get();
        RunSpec spec = run.readSpec();
        seen.addAll(LearntPrompts.of(run, spec));
        addPast(run.path().resolve(spec.startsFrom()));
        addIfNamed(run, spec.base());
        addIfNamed(run, spec.reward());
    }

    private void addIfNamed(RunDirectory run, @Nullable String model) throws IOException {
        if (model != null) {
            addPast(run.path().resolve(model));
        }
    }

    /** The run that made a model; empty where it came from elsewhere. */
    private static Optional<RunDirectory> runOf(Path model) {
        for (Path at = model; at != null && model.getNameCount() - at.getNameCount() <= 2; at = at.getParent()) {
            RunDirectory run = new RunDirectory(at);
            if (Files.exists(run.spec()) && (at.equals(model) || model.startsWith(run.model()))) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    public boolean contains(List<Message> prompt) {
        return seen.contains(prompt);
    }

    /** Models that came without a run, so that nothing is known of what made them. */
    public SortedSet<Path> untold() {
        return Collections.unmodifiableSortedSet(untold);
    }
}
