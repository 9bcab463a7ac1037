package org.careloop.web.checkpoint;

import java.nio.file.Path;
import org.careloop.run.RunDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the files of this installation lie: runs in {@code careloop.runs}, by default {@code runs} in the data directory, and
 * everything else in the data directory. What lies in either is stored by its way from there, so that both can move to another path
 * or machine; a model elsewhere is stored by its whole path, as every one was in earlier versions.
 */
@Component
public class DataFolders {
    /** The runs folder in stored names, wherever it is. */
    public static final String RUNS = "runs";

    private final Path data;
    private final Path runs;

    DataFolders(
            @Value("${careloop.data:.careloop}") Path data,
            @Value("${careloop.runs:${careloop.data:.careloop}/runs}") Path runs) {
        this.data = data.toAbsolutePath().normalize();
        this.runs = runs.toAbsolutePath().normalize();
    }

    /** The folder of run directories. */
    public Path runs() {
        return runs;
    }

    /** The folder of benchmarks, each a folder of its own, which somebody has put there. */
    public Path exams() {
        return data.resolve("exams");
    }

    public RunDirectory of(RunId run) {
        return new RunDirectory(runs.resolve(run.toString()));
    }

    /** How the database names a folder. */
    public String stored(Path folder) {
        if (folder.startsWith(runs)) {
            return Path.of(RUNS).resolve(runs.relativize(folder)).toString();
        }
        return folder.startsWith(data) ? data.relativize(folder).toString() : folder.toString();
    }

    /** The folder that the database names. */
    public Path find(String stored) {
        Path named = Path.of(stored);
        return named.startsWith(RUNS)
                ? runs.resolve(Path.of(RUNS).relativize(named)).normalize()
                : data.resolve(named).normalize();
    }

    /**
     * How {@code run.json} names the folder of a model: from the run's own where both move together.
     *
     * @param model an absolute path; anything else is given back as it is
     */
    public String named(RunDirectory run, String model) {
        Path folder = Path.of(model);
        boolean together = folder.startsWith(runs) || (folder.startsWith(data) && runs.startsWith(data));
        return together ? run.path().relativize(folder).toString() : model;
    }
}
