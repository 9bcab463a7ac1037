package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.RunDirectory;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Two studies in which the same people say the same of the same responses. In the second, every response stood on the other
 * side of the screen. Nothing may tell them apart but the figures about the sides themselves.
 */
class SwappedSidesTest extends AnnotationTest {
    private static final int COMPARISONS = 40;
    private static final String DESIGN = """
            {"overlap": 3, "scale": "FIVE_BOTH_BAD", "flags": ["UNSAFE"], "corrections": true,
             "criteria": [{"key": "safety", "required": true}], "adjudicateBelow": 0.6}""";

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExportService exports;

    @Autowired
    private SnapshotService snapshots;

    @TempDir
    private Path folder;

    private Person lead;
    private Study straight;
    private Study swapped;

    @BeforeEach
    void judgeBoth() {
        List<Person> people =
                IntStream.range(0, 3).mapToObj(n -> signedIn.clinician("p" + n)).toList();
        straight = judged(people, false);
        swapped = judged(people, true);
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
    }

    private Study judged(List<Person> people, boolean swap) {
        Study study = study(
                DESIGN,
                IntStream.rangeClosed(1, COMPARISONS)
                        .mapToObj(n -> comparison(n, 3))
                        .toList());
        for (int who = 0; who < people.size(); who++) {
            for (int n = 0; n < COMPARISONS; n++) {
                // Sides as chance deals them, and then exactly the other ones.
                sides.aOnLeft((who * 7 + n * 5) % 3 == 0 ^ swap);
                Pair pair = next(people.get(who));
                service.submit(submission(pair, opinion(who, n).on(pair.shown())));
            }
        }
        sides.aOnLeft(null);
        return study;
    }

    /** What a person thinks of a comparison, wherever its responses stand. */
    private static Opinion opinion(int who, int n) {
        Verdict verdict = Verdict.values()[(who + n * n) % 4];
        boolean decisive = verdict == Verdict.A || verdict == Verdict.B;
        return new Opinion(
                verdict,
                decisive && n % 2 == 1 ? Strength.CLEARLY : Strength.SLIGHTLY,
                Map.of("safety", new Opinion.OnCriterion(Verdict.values()[(who + n) % 3])),
                n % 9 == who ? List.of(new Flag(n % 2, FlagKind.UNSAFE, "", -1)) : List.of(),
                n % 7 == 0 ? Map.of(1, "better") : Map.of(),
                List.of(),
                n % 4 == 0 ? "because " + n : "",
                Map.of());
    }

    @Test
    void agreementIsTheSame() {
        AgreementReport one = report(straight);
        assertThat(one.votes()).isEqualTo(3L * COMPARISONS);
        assertThat(report(swapped)).usingRecursiveComparison().isEqualTo(one);
        assertThat(agreement.standing(swapped))
                .usingRecursiveComparison()
                .ignoringFields("patterns", "pairs")
                .isEqualTo(agreement.standing(straight));
        assertThat(agreement.standing(swapped).pairs().verdicts())
                .containsExactly(agreement.standing(straight).pairs().verdicts());
    }

    @Test
    void talliesAreTheSame() {
        assertThat(tallies(straight)).hasSize(COMPARISONS).isEqualTo(tallies(swapped));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "RATINGS", mode = EnumSource.Mode.EXCLUDE)
    void exportsAreTheSame(ExportFormat format) throws IOException {
        Map<String, String> one = sums(straight, format, "one");
        assertThat(sums(swapped, format, "two")).isEqualTo(one);
    }

    @Test
    void snapshotsAreTheSame() throws IOException {
        Map<String, String> one = frozen(straight, "run-1");
        assertThat(one).hasSize(2);
        assertThat(frozen(swapped, "run-2")).isEqualTo(one);
    }

    @Test
    void theFiguresAboutTheSidesAreMirroredAndNoLessSure() {
        List<Annotator> one = agreement.annotators(straight);
        for (Annotator mirrored : agreement.annotators(swapped)) {
            Annotator before = one.stream()
                    .filter(annotator -> annotator.id().equals(mirrored.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(mirrored.left().of()).isEqualTo(before.left().of()).isPositive();
            assertThat(mirrored.left().hits())
                    .isEqualTo(before.left().of() - before.left().hits());
            assertThat(mirrored.side()).isEqualTo(before.side());
            assertThat(mirrored.pace().buckets()).isEqualTo(before.pace().buckets());
        }
    }

    private AgreementReport report(Study study) {
        return agreement.report(study, Duration.ofMinutes(1)).report().orElseThrow();
    }

    private List<Map<String, Object>> tallies(Study study) {
        return database.sql("""
                        select c.external_id, t.wanted, t.a_clearly, t.a_slightly, t.same, t.b_slightly, t.b_clearly,
                               t.both_bad, t.flagged, t.votes, t.agreement
                        from comparison_tally t join comparison c on c.id = t.comparison_id
                        where t.study_id = ? order by c.position""").param(study.id().value()).query().listOfRows();
    }

    private Map<String, String> sums(Study study, ExportFormat format, String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        return exports.writeFile(study.id(), format, ExportFilter.ALL, place.resolve("votes." + format.label()))
                .sha256();
    }

    private Map<String, String> frozen(Study study, String run) throws IOException {
        return snapshots
                .freeze(List.of(study), lead.id(), new RunDirectory(folder.resolve(run)))
                .manifest()
                .sha256();
    }
}
