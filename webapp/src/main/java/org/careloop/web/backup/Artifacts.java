package org.careloop.web.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.checkpoint.RunId;

/**
 * The folders that go into a backup, and where in the data directory each will lie after a restore: those of runs and models that
 * the database names, and runs of the command line in the runs folder. A model outside the data directory comes to {@code models/}.
 */
final class Artifacts {
    private static final String MODELS = "models";

    private final DataFolders installation;
    private final List<Folder> folders = new ArrayList<>();
    private final List<Manifest.Model> models = new ArrayList<>();
    private final Map<Path, String> moved = new HashMap<>();
    private final List<String> runs = new ArrayList<>();

    /**
     * A folder to be copied.
     *
     * @param what it is, in words
     * @param place from the data directory
     */
    record Folder(String what, Path source, String place) {}

    /**
     * What one moment of the database names.
     *
     * @param baseModels whether models outside the data directory come along
     */
    Artifacts(
            DataFolders installation,
            List<DatabaseCopy.Named> runs,
            List<DatabaseCopy.Named> models,
            boolean baseModels)
            throws IOException {
        this.installation = installation;
        for (DatabaseCopy.Named run : runs) {
            Path source = installation.find(run.directory());
            String place = ofRun(run.id().toString());
            this.runs.add(run.id().toString());
            moved.put(source, place);
            folders.add(new Folder(run.name(), source, place));
        }
        addRunsOfTheCommandLine();
        models.forEach(model -> add(model, baseModels));
    }

    static String ofRun(String id) {
        return DataFolders.RUNS + "/" + id;
    }

    List<Folder> folders() {
        return folders;
    }

    List<Manifest.Model> models() {
        return models;
    }

    List<String> runs() {
        return runs;
    }

    /** Those that are named by an id are the application's; one that the database does not name yet was begun later. */
    private void addRunsOfTheCommandLine() throws IOException {
        if (!Files.isDirectory(installation.runs())) {
            return;
        }
        try (Stream<Path> entries = Files.list(installation.runs())) {
            entries.filter(folder -> Files.exists(new RunDirectory(folder).spec()))
                    .filter(folder -> RunId.parse(nameOf(folder)).isEmpty())
                    .filter(folder -> !nameOf(folder).endsWith(FolderCopy.ASIDE))
                    .sorted()
                    .forEach(folder -> folders.add(new Folder(nameOf(folder), folder, ofRun(nameOf(folder)))));
        }
    }

    private static String nameOf(Path folder) {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }

    private void add(DatabaseCopy.Named model, boolean baseModels) {
        Path source = installation.find(model.directory());
        boolean inside = !Path.of(installation.stored(source)).isAbsolute();
        String place = inside
                ? inRun(source).orElse(installation.stored(source))
                : baseModels ? moved.computeIfAbsent(source, any -> MODELS + "/" + model.id()) : null;
        models.add(new Manifest.Model(
                model.id().toString(), model.name(), place, Objects.requireNonNullElse(model.sha256(), "")));
        if (place != null && folders.stream().noneMatch(one -> source.startsWith(one.source()))) {
            moved.putIfAbsent(source, place);
            folders.add(new Folder("model \"%s\"".formatted(model.name()), source, place));
        }
    }

    /** A run of an earlier version may be named by another way than its models. */
    private Optional<String> inRun(Path source) {
        return folders.stream()
                .filter(folder -> source.startsWith(folder.source()))
                .findFirst()
                .map(folder -> Path.of(folder.place())
                        .resolve(folder.source().relativize(source))
                        .toString());
    }

    /**
     * What a {@code run.json} will say: models that come along are named from the run's own folder. Empty where it says so
     * already, or cannot be read and is copied as it is.
     */
    Optional<byte[]> renamed(Path file) throws IOException {
        try {
            RunSpec spec = Json.read(file, RunSpec.class);
            Path run = Path.of(ofRun(nameOf(Objects.requireNonNull(file.getParent()))));
            RunSpec renamed = spec.withModels(model -> from(run, model));
            return renamed.equals(spec)
                    ? Optional.empty()
                    : Optional.of(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(renamed));
        } catch (BadInput unreadable) {
            return Optional.empty();
        }
    }

    private String from(Path run, String model) {
        Path named = Path.of(model);
        if (!named.isAbsolute()) {
            return model;
        }
        for (Path folder = named; folder != null; folder = folder.getParent()) {
            String place = folder.equals(installation.runs()) ? DataFolders.RUNS : moved.get(folder);
            if (place != null) {
                return run.relativize(Path.of(place).resolve(folder.relativize(named)))
                        .toString();
            }
        }
        return model;
    }
}
