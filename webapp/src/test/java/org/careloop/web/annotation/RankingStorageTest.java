package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Vote;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Every order of six responses, with ties: given on a screen, stored, looked at again, exported, imported and exported. */
class RankingStorageTest extends AnnotationTest {
    @Autowired
    private StudyService studies;

    @Autowired
    private ExportService exports;

    @Autowired
    private ImportService imports;

    @TempDir
    private Path folder;

    private final List<List<Integer>> orders = new ArrayList<>(OpinionTest.orders(List.of(1, 2, 3, 4, 5, 6)));

    @Test
    void all720OrdersAndTiesSurviveSaveReloadExportAndImport() throws IOException {
        assertThat(orders).hasSize(720);
        orders.add(List.of(1, 1, 3, 4, 4, 6));
        orders.add(List.of(2, 1, 1, 1, 1, 1));
        Study study = study(
                "{\"overlap\": 1}",
                IntStream.range(0, orders.size())
                        .mapToObj(AnnotationTest::ranking)
                        .toList());
        Person person = signedIn.clinician("one");
        orders.forEach(order -> judgeAndLookAgain(person, order));
        checkStored(study);
        checkExportedAndImported(study);
    }

    private void judgeAndLookAgain(Person person, List<Integer> order) {
        Pair pair = next(person);
        // The ranks are those of r0 to r5, wherever these stand.
        List<Integer> ranks = pair.responses().stream()
                .map(response -> order.get(Integer.parseInt(response.substring(1))))
                .toList();
        assertThat(service.submit(submission(pair, OpinionTest.ranking(ranks)))).isEqualTo(Outcome.STORED);
        LastJudgement again = service.own(pair.comparison()).orElseThrow();
        assertThat(again.pair().responses()).isEqualTo(pair.responses());
        assertThat(again.answer().ranking()).isEqualTo(ranks);
    }

    /** As given, however the responses stood. */
    private void checkStored(Study study) {
        assertThat(database.sql("""
                        select array_to_string(j.ranking, ',') from judgement j join comparison c on c.id = j.comparison_id
                        where j.study_id = ? order by c.position""")
                        .param(study.id().value())
                        .query(String.class)
                        .list())
                .isEqualTo(orders.stream()
                        .map(order -> String.join(
                                ",", order.stream().map(String::valueOf).toList()))
                        .toList());
        assertThat(database.sql("select count(distinct shown) from judgement where study_id = ?")
                        .param(study.id().value())
                        .query(Integer.class)
                        .single())
                .isGreaterThan(300);
    }

    private void checkExportedAndImported(Study study) throws IOException {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        Path first = exported(study, "first.jsonl");
        assertThat(rankings(first)).isEqualTo(orders);

        Study copy = studies.create(new NewStudy("Copy " + UUID.randomUUID(), "", 1), null);
        imports.importFiles(copy.id(), List.of(ImportFile.of(first)), 1);

        assertThat(rankings(exported(copy, "second.jsonl"))).isEqualTo(orders);
    }

    private Path exported(Study from, String name) throws IOException {
        Path file = folder.resolve(name);
        exports.writeFile(from.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, file);
        return file;
    }

    /** In the order in which they were given. */
    private static List<List<Integer>> rankings(Path file) throws IOException {
        return JsonLines.readAll(file, Comparison.class).stream()
                .sorted(Comparator.comparingInt(row -> Integer.parseInt(row.id().substring(1))))
                .map(Comparison::votes)
                .map(List::getFirst)
                .map(Vote::ranking)
                .toList();
    }
}
