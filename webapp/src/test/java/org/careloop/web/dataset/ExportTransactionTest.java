package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Exports while others go on, and exports that break off. */
class ExportTransactionTest extends DatasetTest {
    @Autowired
    private DataSource source;

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

    /** The database is still sending when the reader gives up in the first rows of many, or has sent all of few. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4000})
    void aReaderThatThrowsLeavesItsConnectionUsable(int comparisons) throws IOException {
        String rows = IntStream.range(0, comparisons)
                .mapToObj(i -> "more-%d,question %d %s,x,y,n,A\n".formatted(i, i, "long ".repeat(100)))
                .collect(Collectors.joining());
        importFile(study, write("many.csv", "id,prompt,a,b,annotator,verdict\n" + rows));
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(source);
            pool.setMaximumPoolSize(1);
            JdbcTemplate template = new JdbcTemplate(pool);
            JdbcClient one = JdbcClient.create(template);
            JudgedComparisons all = new JudgedComparisons(one, template, new FirstRows(one));
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> read(all, row -> {
                        throw new IllegalStateException("the reader gives up");
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the reader gives up");
            assertThat(one.sql("select 1").query(Integer.class).single()).isEqualTo(1);
            assertThat(one.sql("select 2").query(Integer.class).single()).isEqualTo(2);
        }
    }

    private void read(JudgedComparisons all, JudgedComparisons.Sink sink) {
        try {
            all.forEach(study.id(), Comparison.FORMAT_VERSION, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
