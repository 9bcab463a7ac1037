package org.careloop.run.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.CommandRun;
import org.careloop.run.RunDirectory;
import picocli.CommandLine.Option;

/** What every command that trains takes: where its run goes, and settings. */
public final class RunOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "run directory to make or go on with")
    private Path out;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting of the training; may be repeated")
    private List<String> assignments = new ArrayList<>();

    public Path out() {
        return out;
    }

    /** The settings that were given, as {@code run.json} has them. */
    public Map<String, Object> settings() {
        return Settings.parse(assignments);
    }

    /** Makes the run directory, or finds it begun by the same command. */
    public RunDirectory prepare(CommandRun run) throws IOException {
        return run.prepare(out, InstantSource.system());
    }
}
