package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.run.DatasetManifest;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports while others go on, and exports that break off. */
class ExportTransactionTest extends DatasetTest {
    private Study study;

    @BeforeEach
    void twoVotes() throws IOException {
        study = newStudy(1);
        vote("first", "A");
        vote("second", "SAME");
    }

    private void vote(String id, String verdict) throws IOException {
        Path rows = Files.writeString(
                folder.resolve(id + ".csv"), "id,prompt,a,b,annotator,verdict\n%s,q,x,y,n,%s\n".formatted(id, verdict));
        importFile(study, rows);
    }

    @Test
    void everyFileShowsTheMomentInWhichTheFirstWasBegun() throws IOException {
        try (MeanwhileStream out = new MeanwhileStream()) {
            DatasetManifest manifest = exports.writeZip(study.id(), ExportFormat.TRL, ExportFilter.ALL, out);
            assertThat(out.done).isTrue();
            assertThat(manifest.counts())
                    .containsEntry("comparisons", 2L)
                    .containsEntry("judgements", 2L)
                    .containsEntry("preferences", 1L)
                    .containsEntry("ties", 1L);
            assertThat(manifest.excluded()).isEmpty();
        }
        DatasetManifest later =
                exports.writeZip(study.id(), ExportFormat.TRL, ExportFilter.ALL, OutputStream.nullOutputStream());
        assertThat(later.counts()).containsEntry("judgements", 4L).containsEntry("ties", 2L);
    }

    /** Lets two more votes come in when the first rows are written, which is before the file of ties is read. */
    private final class MeanwhileStream extends ByteArrayOutputStream {
        private boolean done;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            // Before them stands a head of thirty bytes, and the file's name.
            if (!done && size() > 40) {
                done = true;
                elsewhere();
            }
            super.write(bytes, from, length);
        }

        private void elsewhere() {
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                other.submit(() -> {
                            vote("third", "B");
                            vote("fourth", "SAME");
                            return "";
                        })
                        .get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void whatBreaksOffIsRecordedToo() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the reader has gone");
            }
        };
        assertThatThrownBy(() -> exports.writeLines(study.id(), ExportFilter.ALL, broken))
                .isInstanceOf(IOException.class);
        assertThat(jdbc.sql("select action from audit_event where subject = ? and action like 'study.export%'")
                        .param(study.name())
                        .query(String.class)
                        .list())
                .containsExactly("study.export-broken-off");
    }
}
