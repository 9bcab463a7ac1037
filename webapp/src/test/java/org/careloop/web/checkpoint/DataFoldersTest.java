package org.careloop.web.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.careloop.run.RunDirectory;
import org.junit.jupiter.api.Test;

/** Files are named from the data directory, so that it can move; what earlier versions named by its whole path is found too. */
class DataFoldersTest {
    private static final RunId RUN = new RunId(UUID.fromString("00000000-0000-0000-0000-000000000001"));

    private final DataFolders here = new DataFolders(Path.of("/srv/care"), Path.of("/srv/care/runs"));
    private final DataFolders there = new DataFolders(Path.of("/mnt/care"), Path.of("/big/runs"));

    @Test
    void whatLiesInTheDataDirectoryMovesWithIt() {
        assertThat(here.stored(Path.of("/srv/care/runs/a/model"))).isEqualTo("runs/a/model");
        assertThat(there.find("runs/a/model")).isEqualTo(Path.of("/big/runs/a/model"));
        assertThat(here.stored(Path.of("/srv/care/models/x"))).isEqualTo("models/x");
        assertThat(there.find("models/x")).isEqualTo(Path.of("/mnt/care/models/x"));
        assertThat(there.stored(Path.of("/big/runs/a"))).isEqualTo("runs/a");
    }

    @Test
    void whatLiesElsewhereIsNamedByItsWholePath() {
        assertThat(here.stored(Path.of("/models/llama"))).isEqualTo("/models/llama");
        assertThat(there.find("/models/llama")).isEqualTo(Path.of("/models/llama"));
        assertThat(there.find("/srv/care/runs/a")).isEqualTo(Path.of("/srv/care/runs/a"));
    }

    @Test
    void aRunNamesModelsFromItsOwnFolderWhereBothMoveTogether() {
        RunDirectory run = here.of(RUN);
        assertThat(here.named(run, "/srv/care/runs/b/model")).isEqualTo("../b/model");
        assertThat(here.named(run, "/srv/care/models/x")).isEqualTo("../../models/x");
        assertThat(here.named(run, "/models/llama")).isEqualTo("/models/llama");
        assertThat(here.named(run, "length")).isEqualTo("length");
        assertThat(there.named(there.of(RUN), "/mnt/care/models/x")).isEqualTo("/mnt/care/models/x");
    }
}
