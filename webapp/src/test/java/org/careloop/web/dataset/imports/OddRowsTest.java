package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.LongLines;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that read well and do not fit, each refused by line and field, with nothing stored. */
class OddRowsTest extends DatasetTest {
    private static final String ROW =
            "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\"%s}";

    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"active_ms\":-5}] | field \"active_ms\" of annotator \"n\" is -5; expected 0 or more",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"flags\":[{\"response\":2,\"kind\":\"UNSAFE\"}]}] | field \"flags\" names response 2; expected 0 to 1",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"corrections\":{\"7\":\"t\"}}] | field \"corrections\" names response 7; expected 0 to 1",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"strength\":9}] | strength 9 is out of range; expected 1 to 3",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"weight\":-1}] | weight -1.0 is out of range; expected 0 or more",
                ",\"votes\":[{\"annotator\":\" \",\"verdict\":\"A\"}] | annotator",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"revision\":3,\"history\":[{\"annotator\":\"n\",\"verdict\":\"A\"}]}] | field \"history\" of annotator \"n\" has 1 judgements and field \"revision\" is 3",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"history\":[{\"annotator\":\"m\",\"verdict\":\"A\"}]}] | field \"history\" of annotator \"n\" has 1 judgements",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"revision\":2,\"history\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"active_ms\":-1}]}] | field \"active_ms\" of annotator \"n\" is -1",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"judged_at\":\"0001-01-01T00:00:00Z\"}] | field \"judged_at\" is 0001-01-01T00:00:00Z; expected a moment from 1900",
                ",\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"criteria\":[{\"criterion\":\"c\",\"verdict\":\"A\"},{\"criterion\":\"c\",\"verdict\":\"B\"}]}] | field \"criteria\" names c twice; keep one of them",
                ",\"adjudications\":[{\"adjudicator\":\"s\",\"stage\":\"DECISION\",\"verdict\":\"A\"},{\"adjudicator\":\"t\",\"stage\":\"DECISION\",\"verdict\":\"B\"}] | field \"adjudications\" has a second DECISION of \"t\"",
                ",\"adjudications\":[{\"adjudicator\":\"s\",\"stage\":\"BLIND\",\"verdict\":\"A\"},{\"adjudicator\":\"s\",\"stage\":\"BLIND\",\"verdict\":\"A\"}] | field \"adjudications\" has a second BLIND of \"s\"",
                ",\"adjudications\":[{\"stage\":\"BLIND\",\"verdict\":\"A\"}] | adjudicator",
                ",\"votes\":[null] | line 1",
                ",\"tags\":[null] | line 1",
                ",\"responses\":[\"x\",\"y\",null] | line 1",
                ",\"model_a\":[\"😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀\"] | field \"model_a\" is [\"😀",
                ",\"models\":[\"m\"] | field \"models\" has 1 names; expected 2, null where unknown",
                ",\"responses\":[\"x\",\"y\",\"z\"],\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"ranking\":[2,1,3]}] | ranking [2, 1, 3] of annotator \"n\" says B of the first two responses, verdict says A",
                ",\"a\":\"z\" | a",
                "} {\"id\":\"2\" | line 1"
            })
    void aRowThatDoesNotFitIsRefusedWithItsField(String end, String message) throws IOException {
        Path file = write("rows.jsonl", ROW.formatted(end));
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.jsonl, line 1: ")
                .hasMessageContaining(message)
                .hasMessageEndingWith("Nothing was imported.");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void linesMayEndWithACarriageReturnAlone() throws IOException {
        Path file = write(
                "rows.jsonl",
                "{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"}\r{\"prompt\":\"p\",\"chosen\":\"x\",\"rejected\":\"x\"}\r\n"
                        + "{\"prompt\":\"r\",\"chosen\":\"x\",\"rejected\":\"y\"}\r");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(file + ", line 2: responses")
                .hasMessageEndingWith("remove this row\nNothing was imported.");
    }

    @Test
    void nullInsideAListIsNamedByItsLine() throws IOException {
        Path json = write(
                "rows.jsonl",
                "{\"prompt\":\"q\",\"chosen\":[null],\"rejected\":[{\"role\":\"assistant\",\"content\":\"y\"}]}\n");
        assertThatThrownBy(() -> importFile(study, json))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1: field \"chosen\" has null among its messages");
        Path csv = write(
                "rows.csv",
                "id,prompt,a,b,responses,flags,annotator,verdict\n1,q,x,y,null,null,n,A\n2,q,x,y,,[null],n,A\n");
        assertThatThrownBy(() -> importFile(study, csv))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 3: column \"flags\" holds null; remove it");
    }

    @Test
    void aVoteOnALineBelowAKnownAnswerIsNamedWithTheLineOfTheAnswer() throws IOException {
        Path file = write("rows.csv", "id,prompt,a,b,gold,annotator,verdict\n1,q,x,y,A,,\n1,q,x,y,,n,B\n");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "line 3: a vote on the comparison at %s, line 2, which has a known answer".formatted(file));
    }

    @Test
    void aVerdictThatIsNoneIsNamedByLineAndColumn() throws IOException {
        Path file = write(
                "rows.csv",
                "id,prompt,a,b,annotator,verdict,strength\n1,q,x,y,n,A,\n2,q,x,y,n,MAYBE,\n3,q,x,y,n,A,2.5\n");
        assertThatThrownBy(() -> importFile(study, file))
                .hasMessageContaining("line 3: column \"verdict\": verdict \"MAYBE\" is not known")
                .hasMessageContaining("line 4: column \"strength\" is \"2.5\"; expected a whole number");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWhereItsLineBegins() throws IOException {
        Path file = write("rows.csv", "id,prompt,a,b\n1,q,x,y\n2,q,\"x,y\n3,q,x,y\n");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 3: a quote opens here and is never closed");
    }

    @Test
    void aColumnNamedTwiceIsRefused() throws IOException {
        Path file = write("rows.csv", "id,prompt,a,b,a\n1,q,x,y,z\n");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.csv");
    }

    @Test
    void oneElementOfAListNeverFillsTheMemory() throws IOException {
        Path file = write("rows.json", "[{\"id\":\"" + "x".repeat(LongLines.LONGEST + (1 << 16)));
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "line 1: an element of the list has more than 33,554,432 characters; expected one row an element");
    }

    @Test
    void aListInAnotherEncodingIsCalledSo() throws IOException {
        Path file = folder.resolve("rows.json");
        Files.write(file, ("[" + ROW.formatted(",\"language\":\"发烧\"") + "]").getBytes(Charset.forName("GBK")));
        assertThatThrownBy(() -> importFile(study, file))
                .hasMessageContaining("line 1: the text looks like GB18030; expected UTF-8");
    }

    /** e with an acute accent as one character, and as two. */
    @Test
    void idsAndPeopleThatOnlyUnicodeTellsApartAreOne() throws IOException {
        String composed = "caf\u00e9";
        String decomposed = "cafe\u0301";
        Path twice = write("rows.csv", "id,prompt,a,b\n%s,q,x,y\n%s,q,x,y\n".formatted(composed, decomposed));
        assertThatThrownBy(() -> importFile(study, twice)).hasMessageContaining("line 3: id");
        importFile(
                study,
                write("first.csv", "id,prompt,a,b,annotator,verdict\n%s,q,x,y,%s,A\n".formatted(decomposed, composed)));
        assertThatThrownBy(() -> importFile(study, write("again.csv", "id,prompt,a,b\n%s,q,x,y\n".formatted(composed))))
                .hasMessageContaining("is in the study already");
        ImportResult other = importFile(
                study,
                write("second.csv", "id,prompt,a,b,annotator,verdict\nother,q,x,y,%s,B\n".formatted(decomposed)));
        assertThat(other.annotators()).isEqualTo(1);
        assertThat(exported(study)).extracting(Comparison::id).containsExactly(decomposed, "other");
        assertThat(exported(study))
                .flatExtracting(Comparison::votes)
                .extracting(Vote::annotator)
                .containsOnly("imported:" + composed);
    }

    @Test
    void whatIsSaidOfChosenAndRejectedGoesWithThemToTheirSides() throws IOException {
        StringBuilder rows =
                new StringBuilder("id,prompt,chosen,rejected,annotator,verdict,criteria,flags,corrections\n");
        for (int i = 0; i < 40; i++) {
            rows.append(
                    "r%d,q,good,poor,n,A,safety=A,\"[{\"\"response\"\":1,\"\"kind\"\":\"\"UNSAFE\"\",\"\"quote\"\":\"\"poor\"\",\"\"start\"\":0}]\",\"{\"\"1\"\":\"\"better\"\"}\"%n"
                            .formatted(i));
        }
        importFile(study, write("rows.csv", rows.toString()));
        List<Comparison> stored = exported(study);
        assertThat(stored).extracting(Comparison::a).contains("good", "poor");
        for (Comparison row : stored) {
            Vote vote = row.votes().getFirst();
            int poor = row.a().equals("poor") ? 0 : 1;
            Verdict good = poor == 0 ? Verdict.B : Verdict.A;
            assertThat(vote.verdict()).isEqualTo(good);
            assertThat(vote.criteria().get("safety").verdict()).isEqualTo(good);
            assertThat(vote.flags().getFirst().response()).isEqualTo(poor);
            assertThat(vote.corrections()).containsOnlyKeys(poor);
        }
    }
}
