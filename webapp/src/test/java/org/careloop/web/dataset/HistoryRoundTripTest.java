package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Vote;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people gave here, what they corrected and what senior clinicians said come back from a file in another study. */
class HistoryRoundTripTest extends DatasetTest {
    private static final String ROWS = """
            {"id":"pair","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[]}
            {"id":"ranked","prompt":[{"role":"user","content":"q"}],"a":"r0","b":"r1","responses":["r0","r1","r2"],"votes":[{"annotator":"imported:two","verdict":"B","ranking":[2,1,3]}]}
            """;

    private Study study;

    @BeforeEach
    void judgeAndDecide() throws IOException {
        study = newStudy(1);
        importFile(study, write("rows.jsonl", ROWS));
        jdbc.sql("""
                        insert into person (id, login, display_name, password_hash, created_at)
                        select gen_random_uuid(), login, login, '!', now() from unnest(array['dr-1', 'senior']) as login
                        on conflict do nothing""").update();
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                               rationale, criteria, flags, reason, note, a_on_left, active_ms, created_at)
                        select gen_random_uuid(), gen_random_uuid(), c.id, 1, p.id, r.n, r.verdict, r.n, r.why,
                               '{"safety":{"verdict":"B"}}', r.flags::jsonb, r.reason, r.note, true, 1000 * r.n,
                               '2026-03-01T08:00:00Z'::timestamptz + r.n * interval '1.5 seconds'
                        from comparison c, person p, (values
                            (1, 'B', 'first', '[]', null, ''),
                            (2, 'A', 'second', '[{"response":1,"kind":"UNSAFE","quote":"y","start":0}]', 'SLIP', 'wrong key'),
                            (3, 'A', 'third', '[]', 'SECOND_LOOK', '')) as r (n, verdict, why, flags, reason, note)
                        where c.study_id = ? and c.external_id = 'pair' and p.login = 'dr-1'""").param(study.id().value()).update();
        decide("pair", "BLIND", "B", null, "");
        decide("pair", "DECISION", "A", null, "The dose decides.");
        decide("ranked", "DECISION", "A", "{1,2,2}", "As first said.");
    }

    private void decide(String comparison, String stage, String verdict, String ranking, String why) {
        jdbc.sql("""
                        insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength, ranking,
                                                  criteria, rationale, a_on_left, shown, cause, decided_at)
                        select gen_random_uuid(), c.study_id, c.id, :stage, p.id, :verdict, 3, :ranking::smallint[],
                               '{"accuracy":{"verdict":"SAME"}}', :why, true, :ranking::smallint[], 'DIVIDED',
                               '2026-03-02T09:00:00.25Z'::timestamptz + interval '1 minute' * (:stage = 'DECISION')::int
                        from comparison c, person p
                        where c.study_id = :study and c.external_id = :comparison and p.login = 'senior'""")
                .param("study", study.id().value())
                .param("comparison", comparison)
                .param("stage", stage)
                .param("verdict", verdict)
                .param("ranking", ranking)
                .param("why", why)
                .update();
    }

    @Test
    void theFileHoldsEveryJudgementThatWasReplaced() throws IOException {
        Vote vote = pair(study).votes().getFirst();
        assertThat(vote.revision()).isEqualTo(3);
        assertThat(vote.reason()).isEqualTo("SECOND_LOOK");
        assertThat(vote.history()).extracting(Vote::verdict).map(Enum::name).containsExactly("B", "A");
        assertThat(vote.history()).extracting(Vote::rationale).containsExactly("first", "second");
        assertThat(vote.history().get(1).note()).isEqualTo("wrong key");
        assertThat(vote.history().get(1).judgedAt()).hasToString("2026-03-01T08:00:03Z");
        assertThat(pair(study).adjudications())
                .extracting(said -> said.stage() + " " + said.verdict() + " " + said.rationale() + " " + said.cause())
                .containsExactly("BLIND B null DIVIDED", "DECISION A The dose decides. DIVIDED");
    }

    /**
     * Only names and designs differ: a person of another study may be somebody else here, so names are marked, and the
     * version of a design is one of another study.
     */
    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"COMPARISONS", "CSV", "PARQUET"})
    void aStudyAndItsCopyAreTheSameButForNamesAndDesigns(ExportFormat format) throws IOException {
        Study copy = copyOf(study, format);
        String expected = text(study)
                .replace("\"annotator\":\"dr-1\"", "\"annotator\":\"imported:dr-1\"")
                .replace("\"adjudicator\": \"senior\"", "\"adjudicator\": \"imported:senior\"")
                .replace("\"design_version\":1", "\"design_version\":null");
        assertThat(text(copy)).isEqualTo(expected);
        assertThat(text(copyOf(copy, format))).isEqualTo(expected);
    }

    @Test
    void theCopyCountsWhatTheStudyCounts() throws IOException {
        Study copy = copyOf(study, ExportFormat.COMPARISONS);
        assertThat(tallies(copy)).isEqualTo(tallies(study)).containsExactly("pair 1 0 true", "ranked 1 0 true");
        assertThat(manifest(copy).excluded()).isEqualTo(manifest(study).excluded());
        assertThat(jdbc.sql(
                                "select revision || ' ' || verdict from judgement where study_id = ? order by revision, verdict")
                        .param(copy.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("1 B", "1 B", "2 A", "3 A");
    }

    @Test
    void theImportSaysHowManyAdjudicationsItBrought() throws IOException {
        Path file = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, file);
        ImportResult result = importFile(newStudy(1), file);
        assertThat(result.adjudications()).isEqualTo(3);
        assertThat(result.votes()).isEqualTo(2);
        assertThat(result.ignored()).isEmpty();
    }

    private List<String> tallies(Study of) {
        return jdbc.sql("""
                        select c.external_id || ' ' || t.votes || ' ' || t.flagged || ' ' || t.adjudicated
                        from comparison_tally t join comparison c on c.id = t.comparison_id
                        where t.study_id = ? order by 1""").param(of.id().value()).query(String.class).list();
    }

    private DatasetManifest manifest(Study of) throws IOException {
        return exports.writeFile(of.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, folder.resolve("counted.jsonl"));
    }

    private Comparison pair(Study of) throws IOException {
        return exported(of).stream()
                .filter(row -> row.id().equals("pair"))
                .findFirst()
                .orElseThrow();
    }

    private Study copyOf(Study of, ExportFormat format) throws IOException {
        Path file = folder.resolve("export.zip");
        exports.writeFile(of.id(), format, ExportFilter.ALL, file);
        Study copy = newStudy(1);
        importFile(copy, file);
        return copy;
    }

    private String text(Study of) throws IOException {
        Path file = folder.resolve("text.jsonl");
        exports.writeFile(of.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, file);
        return Files.readString(file);
    }
}
