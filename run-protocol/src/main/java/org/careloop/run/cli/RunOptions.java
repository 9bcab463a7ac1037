package org.careloop.run.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.careloop.run.RunDirectory;
import picocli.CommandLine.Option;

/** What every command that trains takes: where its run goes, and settings. */
public final class RunOptions<T extends Record> extends SettingsOption<T> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "run directory to make or go on with")
    private Path out;

    public RunOptions(Class<T> settings) {
        super(settings);
    }

    public Path out() {
        return out;
    }

    /** Makes the run directory, or finds it begun by the same command. */
    public RunDirectory prepare(CommandRun run) throws IOException {
        return run.prepare(out, InstantSource.system());
    }
}
