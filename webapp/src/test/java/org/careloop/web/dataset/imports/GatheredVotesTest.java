package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Vote;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Votes on one comparison that stand in rows of their own. */
class GatheredVotesTest extends DatasetTest {
    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(3);
    }

    @Test
    void votesThatStandFarApartAndInSeveralFilesComeTogether() throws IOException {
        Path first = write("first.csv", """
            id,prompt,a,b,annotator,verdict
            c1,q1,x,y,one,A
            c2,q2,x,y,one,B
            c1,q1,x,y,two,B
            """);
        Path second = write("second.csv", "id,prompt,a,b,annotator,verdict\nc1,q1,x,y,three,SAME\n");
        ImportResult result = imports.importFiles(study.id(), List.of(ImportFile.of(first), ImportFile.of(second)), 1);
        assertThat(result.comparisons()).isEqualTo(2);
        assertThat(result.votes()).isEqualTo(4);
        assertThat(result.annotators()).isEqualTo(3);
        assertThat(votes(exported(study).getFirst())).containsExactly("one A", "three SAME", "two B");
    }

    @Test
    void aVoteOnTheMirroredPairIsMirrored() throws IOException {
        importFile(study, write("rows.csv", """
            id,prompt,a,b,annotator,verdict
            c1,q,x,y,one,A
            c1,q,y,x,two,A
            """));
        assertThat(votes(exported(study).getFirst())).containsExactly("one A", "two B");
    }

    @Test
    void ourOwnPreferenceRowsComeBackWithTheirVotes() throws IOException {
        String row = """
            {"prompt":[{"role":"user","content":"Q"}],"chosen":[{"role":"assistant","content":"%s"}],\
            "rejected":[{"role":"assistant","content":"%s"}],"id":"x","annotator":"%s","strength":%d}
            """;
        ImportResult result = importFile(
                study,
                write("preferences.jsonl", row.formatted("A", "B", "dr-1", 3) + row.formatted("B", "A", "dr-2", 1)));
        assertThat(result.comparisons()).isEqualTo(1);
        Comparison stored = exported(study).getFirst();
        String first = stored.a().equals("A") ? "A" : "B";
        String second = stored.a().equals("A") ? "B" : "A";
        assertThat(votes(stored)).containsExactly("dr-1 " + first, "dr-2 " + second);
        assertThat(stored.votes()).extracting(vote -> vote.strength().number()).containsExactlyInAnyOrder(3, 1);
        assertThat(jdbc.sql("select count(*) from slot where study_id = ? and judged_by is null")
                        .param(study.id().value())
                        .query(Integer.class)
                        .single())
                .as("named votes use up slots")
                .isEqualTo(1);

        Path again = folder.resolve("again.jsonl");
        exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, again);
        Study copy = newStudy(3);
        assertThat(importFile(copy, again).votes()).isEqualTo(2);
        assertThat(exported(copy).getFirst().votes())
                .extracting(Vote::annotator)
                .containsExactlyInAnyOrder("imported:dr-1", "imported:dr-2");
    }

    @Test
    void rowsWithoutAnIdComeTogetherByTheirTexts() throws IOException {
        ImportResult result = importFile(study, write("rows.csv", """
            prompt,a,b,annotator,verdict
            q,x,y,one,A
            q,x,z,one,A
            q,y,x,two,SAME
            """));
        assertThat(result.comparisons()).isEqualTo(2);
        assertThat(votes(exported(study).getFirst())).containsExactly("one A", "two SAME");
    }

    @Test
    void theSameIdWithOtherTextsNamesBothPlaces() {
        assertRefused(
                "c1,q,x,y,one,A\nc2,q,x,y,one,A\nc1,q,x,z,two,A\n",
                "line 4: id \"c1\" stands at %s, line 2 with other texts");
    }

    @Test
    void aSecondVoteOfTheSameAnnotatorNamesBothPlaces() {
        assertRefused(
                "c1,q,x,y,one,A\nc1,q,x,y,ONE,B\n",
                "line 3: annotator \"imported:one\" votes on the same comparison at %s, line 2");
    }

    @Test
    void aRowWithoutVotesIsNotRepeated() {
        assertRefused("c1,q,x,y,,\nc1,q,x,y,one,A\n", "line 3: id \"c1\" stands already at %s, line 2");
        assertRefused("c1,q,x,y,one,A\nc1,q,x,y,,\n", "line 3: id \"c1\" stands already at %s, line 2");
    }

    @Test
    void rowsOfAFileThatWasImportedBeforeStayOutAllOfThem() throws IOException {
        Path file = write("rows.csv", "prompt,a,b,annotator,verdict\nq,x,y,one,A\nq,x,y,two,B\n");
        importFile(study, file);
        ImportCheck again = imports.check(
                study.id(), List.of(ImportFile.of(file)), 1, IdentifierChoice.NOT_MADE, row -> {}, found -> {});
        assertThat(again.comparisons()).isZero();
        assertThat(again.refused()).extracting(ImportCheck.Reason::code).containsExactly("id.in-study");
        assertThat(again.refusedRows()).isEqualTo(2);
    }

    @Test
    void theRowsOfAListOnOneLineHaveIdsOfTheirOwn() throws IOException {
        importFile(
                study,
                write(
                        "list.json",
                        "[{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"},{\"prompt\":\"p\",\"chosen\":\"x\",\"rejected\":\"y\"}]"));
        assertThat(exported(study)).extracting(Comparison::id).containsExactly("list-1", "list-2");
    }

    private void assertRefused(String rows, String message) {
        try {
            Path file = write("rows.csv", "id,prompt,a,b,annotator,verdict\n" + rows);
            assertThatThrownBy(() -> importFile(study, file))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(message.formatted(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(comparisons.count(study.id())).isZero();
    }

    private static List<String> votes(Comparison comparison) {
        List<String> votes = new ArrayList<>();
        comparison.votes().forEach(vote -> votes.add(vote.annotator().replace("imported:", "") + " " + vote.verdict()));
        votes.sort(null);
        return votes;
    }

    @Test
    void rowsOfOneComparisonMayRepeatItsAdjudicationsButNotContradictThem() throws IOException {
        String row =
                "{\"format_version\":3,\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\",\"votes\":[{\"annotator\":\"%s\",\"verdict\":\"A\"}],\"adjudications\":[{\"adjudicator\":\"s\",\"stage\":\"DECISION\",\"verdict\":\"%s\"}]}%n";
        Study repeated = newStudy(1);
        ImportResult result =
                importFile(repeated, write("same.jsonl", row.formatted("m", "A") + row.formatted("n", "A")));
        assertThat(result.adjudications()).isEqualTo(1);
        Path other = write("other.jsonl", row.formatted("m", "A") + row.formatted("n", "B"));
        assertThatThrownBy(() -> importFile(newStudy(1), other))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2: field \"adjudications\" is another one than at ")
                .hasMessageContaining("line 1, which is the same comparison; let all its rows say the same");
    }
}
