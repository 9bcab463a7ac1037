package org.careloop.web.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.benchmark.Layout;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.DataFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of an exam that somebody brings: all of them are read before any is kept. */
class BenchmarkServiceTest extends ServiceTest {
    private static final String BONE = "Which bone?,a,b,c,d,B\n";
    private static final String NERVE = "Which nerve?,a,b,c,d,C\n";

    @Autowired
    private BenchmarkService benchmarks;

    @Autowired
    private DataFolders folders;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient database;

    @TempDir
    private Path folder;

    private final String name = "mmlu-" + UUID.randomUUID();

    private NewBenchmark.File file(String named, String content) throws IOException {
        return new NewBenchmark.File(named, Files.writeString(folder.resolve("upload-" + UUID.randomUUID()), content));
    }

    private NewBenchmark brought(NewBenchmark.File... questions) {
        return new NewBenchmark(name, List.of(questions), List.of(), false);
    }

    private NewBenchmark withExamples(NewBenchmark.File questions, NewBenchmark.File examples) {
        return new NewBenchmark(name, List.of(questions), List.of(examples), false);
    }

    private void refused(NewBenchmark wanted, String... words) {
        assertThatThrownBy(() -> benchmarks.add(wanted))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(words)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain(".incoming", folders.exams().toString()));
        assertThat(folders.exams().resolve(name)).doesNotExist();
    }

    @AfterEach
    void nothingIsLeftOnItsWayIn() throws IOException {
        List<String> hidden = new ArrayList<>();
        try (Stream<Path> all = Files.list(folders.exams())) {
            all.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("."))
                    .forEach(hidden::add);
        }
        assertThat(hidden).isEmpty();
    }

    @Test
    void filesAreKeptUnderTheirNamesAndListed() throws IOException {
        CheckedBenchmark found = benchmarks.add(withExamples(
                file("anatomy_test.csv", BONE + NERVE), file("C:\\papers\\anatomy_dev.csv", "Which one?,a,b,c,d,A\n")));

        assertThat(found.layout()).isEqualTo(Layout.MMLU);
        assertThat(found.questions()).isEqualTo(2);
        assertThat(found.examples()).isEqualTo(1);
        assertThat(found.subjects()).isEqualTo(Map.of("anatomy", 2));
        Path place = folders.exams().resolve(name);
        assertThat(place.resolve("anatomy_test.csv")).hasContent(BONE + NERVE);
        assertThat(place.resolve("examples/anatomy_dev.csv")).hasContent("Which one?,a,b,c,d,A\n");
        assertThat(benchmarks.list())
                .filteredOn(one -> one.name().equals(name))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.version()).isEqualTo(found.sha256().substring(0, 8));
                    assertThat(one.hasExamples()).isTrue();
                });
    }

    @Test
    void aCheckKeepsNothing() throws IOException {
        assertThat(benchmarks.check(brought(file("anatomy_test.csv", BONE))).questions())
                .isEqualTo(1);

        assertThat(folders.exams().resolve(name)).doesNotExist();
    }

    @Test
    void theSameAgainIsNoNewOneAndOtherFilesNeedAnotherName() throws IOException {
        CheckedBenchmark first = benchmarks.add(brought(file("anatomy_test.csv", BONE)));

        assertThat(benchmarks.add(brought(file("anatomy_test.csv", BONE)))).isEqualTo(first);
        NewBenchmark other = brought(file("anatomy_test.csv", NERVE));
        assertThatThrownBy(() -> benchmarks.add(other))
                .hasMessageContainingAll(
                        "name: given " + name, "version " + first.sha256().substring(0, 8));
        assertThat(folders.exams().resolve(name).resolve("anatomy_test.csv")).hasContent(BONE);
    }

    @Test
    void aRowWithoutAKeyIsNamedUnlessItMayBeLeftOut() throws IOException {
        NewBenchmark.File file =
                file("anatomy_val.csv", "id,question,A,B,C,D,answer\n1,Which?,a,b,c,d,\n2,Who?,a,b,c,d,A\n");

        refused(brought(file), "anatomy_val.csv, line 2: field \"answer\" is missing or empty");
        CheckedBenchmark found = benchmarks.add(new NewBenchmark(name, List.of(file), List.of(), true));
        assertThat(found.questions()).isEqualTo(1);
        assertThat(found.unkeyed()).isEqualTo(1);
    }

    @Test
    void anAnswerOutsideTheOptionsIsNamed() throws IOException {
        refused(
                brought(file("anatomy_test.csv", BONE + "Which one?,a,b,c,d,E\n")),
                "anatomy_test.csv, line 2: field \"answer\" is \"E\", and the options are A, B, C, D");
    }

    @Test
    void aMissingHeaderIsNamed() throws IOException {
        refused(
                brought(file("anatomy_val.csv", "1,Which?,a,b,c,d,A\n")),
                "anatomy_val.csv, line 1: the first line has 7 cells",
                "expected id,question,A,B,C,D,answer");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        refused(
                brought(file("a/anatomy_test.csv", BONE), file("b/anatomy_test.csv", NERVE)),
                "b/anatomy_test.csv: two files of this name were given");
    }

    @Test
    void examplesThatAreAllAskedAreNone() throws IOException {
        refused(
                withExamples(file("anatomy_test.csv", BONE), file("anatomy_dev.csv", BONE)),
                "examples: none for anatomy");
        String lines =
                "{\"question\":\"Which?\",\"options\":{\"A\":\"a\",\"B\":\"b\"},\"answer\":\"a\",\"answer_idx\":\"A\"}\n";
        refused(
                withExamples(file("test.jsonl", lines), file("train.jsonl", lines)),
                "examples: none of their questions can be an example");
    }

    @Test
    void aNameThatIsNoneOfAFolderIsRefused() throws IOException {
        NewBenchmark.File file = file("anatomy_test.csv", BONE);
        for (String bad : List.of("", "../up", ".hidden", "a/b", "x".repeat(61))) {
            assertThatThrownBy(() -> new NewBenchmark(bad, List.of(file), List.of(), false))
                    .hasMessageContaining("1 to 60 letters");
        }
        refused(brought(file("anatomy.xlsx", BONE)), "anatomy.xlsx: this is no name of a benchmark's file");
    }

    @Test
    void oneThatNoExamAskedIsDeletedAndMayComeAgain() throws IOException {
        benchmarks.add(brought(file("anatomy_test.csv", BONE)));

        benchmarks.remove(name);

        assertThat(folders.exams().resolve(name)).doesNotExist();
        assertThat(removals()).isEqualTo(1);
        assertThatThrownBy(() -> benchmarks.remove(name)).hasMessageContaining("benchmark: given " + name);
        benchmarks.add(brought(file("anatomy_test.csv", NERVE)));
        assertThat(folders.exams().resolve(name).resolve("anatomy_test.csv")).hasContent(NERVE);
    }

    @Test
    void aDeletionThatIsNotRecordedLeavesTheFilesWhereTheyWere() throws IOException {
        benchmarks.add(brought(file("anatomy_test.csv", BONE)));

        transactions.executeWithoutResult(status -> {
            assertThatCode(() -> benchmarks.remove(name)).doesNotThrowAnyException();
            assertThat(folders.exams().resolve(name)).doesNotExist();
            status.setRollbackOnly();
        });

        assertThat(folders.exams().resolve(name).resolve("anatomy_test.csv")).hasContent(BONE);
        assertThat(removals()).isZero();
    }

    private long removals() {
        return database.sql("select count(*) from audit_event where action = 'exam.benchmark-removed' and subject = ?")
                .param(name)
                .query(Long.class)
                .single();
    }
}
