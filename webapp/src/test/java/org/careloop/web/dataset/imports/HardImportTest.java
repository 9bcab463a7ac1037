package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.run.BadInput;
import org.careloop.run.Verdict;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.LongLines;
import org.careloop.web.study.Gold;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Files as they come from outside: broken, huge, packed, in other encodings. */
class HardImportTest extends DatasetTest {
    @Autowired
    private TransactionTemplate transaction;

    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(2);
    }

    @Test
    void oneBadRowOfFiftyThousandIsNamedAndNothingIsStored() throws IOException {
        Path file = fiftyThousand(row -> row == 31_415 ? "MAYBE" : "A");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "many.csv, line 31416: column \"verdict\": verdict \"MAYBE\" is not known; expected one of [A, SAME, B, BOTH_BAD]")
                .hasMessageEndingWith("Nothing was imported.");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void fiftyThousandGoodRowsAreStoredWithTheirVotes() throws IOException {
        ImportResult result = importFile(study, fiftyThousand(row -> row % 2 == 0 ? "A" : "SAME"));
        assertThat(result.comparisons()).isEqualTo(50_000);
        assertThat(result.votes()).isEqualTo(50_000);
        assertThat(comparisons.count(study.id())).isEqualTo(50_000);
    }

    /** A look at tables full of rows that are not committed finds them empty; during an import nobody looks. */
    @Test
    void theDatabaseKnowsHowMuchAnImportHasBrought() throws IOException {
        StringBuilder rows = new StringBuilder("id,prompt,a,b,annotator,verdict\n");
        for (int i = 0; i < 2500; i++) {
            rows.append("s%d,q,x,y,n,A%n".formatted(i));
        }
        Path file = write("some.csv", rows.toString());
        transaction.executeWithoutResult(status -> {
            try {
                importFile(study, file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            lookFromElsewhere();
            assertThat(rowsKnownOf("slot")).isGreaterThan(2000);
            assertThat(rowsKnownOf("judgement")).isGreaterThan(1000);
            status.setRollbackOnly();
        });
    }

    private void lookFromElsewhere() {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> jdbc.sql("analyze (skip_locked) slot, judgement").update())
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private long rowsKnownOf(String table) {
        return jdbc.sql("select reltuples from pg_class where relname = ?")
                .param(table)
                .query(Long.class)
                .single();
    }

    private interface VerdictOf {
        String row(int number);
    }

    private Path fiftyThousand(VerdictOf verdict) throws IOException {
        StringBuilder rows = new StringBuilder("id,prompt,a,b,annotator,verdict\n");
        for (int i = 1; i <= 50_000; i++) {
            rows.append("r%d,Question %d?,Rest.,See a doctor.,nurse-%d,%s%n".formatted(i, i, i % 20, verdict.row(i)));
        }
        return write("many.csv", rows.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        String text = "id,prompt,a,b\n1,发烧三天怎么办？,休息。,就医。\n";
        assertRefused(text.getBytes(StandardCharsets.UTF_16), "the text looks like UTF-16; expected UTF-8");
        assertRefused(text.getBytes(StandardCharsets.UTF_16LE), "the text looks like UTF-16; expected UTF-8");
        assertRefused(text.getBytes(Charset.forName("GBK")), "line 2: the text looks like GB18030; expected UTF-8");
        assertRefused(
                "id,prompt,a,b\n1,Fi\u00e8vre ?,x,y\n".getBytes(StandardCharsets.ISO_8859_1),
                "line 2: the text looks like WINDOWS-1252");
    }

    private void assertRefused(byte[] bytes, String message) throws IOException {
        Path file = write("rows.csv", bytes);
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTextOfTwentyMegabytesIsRefusedByItsField() throws IOException {
        String huge = "x".repeat(20 << 20);
        Path json = write(
                "rows.jsonl",
                "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"%s\",\"b\":\"y\"}"
                        .formatted(huge)
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> importFile(study, json))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "rows.jsonl, line 1: field \"a\" has 20,971,520 characters; expected at most 1,000,000");
        Path csv = write("rows.csv", "id,prompt,a,b\n1,q,%s,y\n".formatted(huge).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> importFile(study, csv))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"a\" has 20,971,520 characters");
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
        Path file =
                write("rows.jsonl", ("{\"id\":\"" + "x".repeat(LongLines.LONGEST)).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1: the line has more than 33,554,432 bytes; expected one row a line");
    }

    @Test
    void textThatLooksDangerousIsKeptAsText() throws IOException {
        String[] texts = {
            "<script>alert(1)</script><img src=x onerror=alert(1)>",
            "=HYPERLINK(\"http://example.org\")",
            "\u202Eשלום עולם\u202C مرحبا",
            "tab\there, bell\u0007, form feed\f",
            "'; drop table person; --"
        };
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            rows.append(org.careloop.run.Json.MAPPER.writeValueAsString(Map.of(
                            "id",
                            "r" + i,
                            "prompt",
                            List.of(Map.of("role", "user", "content", "q")),
                            "a",
                            texts[i],
                            "b",
                            "y")))
                    .append('\n');
        }
        importFile(study, write("rows.jsonl", rows.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(comparisons.page(study.id(), 0, 10))
                .extracting(StoredComparison::a)
                .containsExactly(texts);
    }

    @Test
    void aCharacterThatTheDatabaseCannotKeepIsNamed() throws IOException {
        Path file = write("rows.csv", "id,prompt,a,b\n1,q,be\u0000fore,y\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2: field \"a\" holds U+0000 at character 3, which is no text; remove it");
    }

    @Test
    void anIdTwiceInAFileOrAgainInTheStudyIsRefused() throws IOException {
        Path twice = write("twice.csv", "id,prompt,a,b\n1,q,x,y\n2,q,x,y\n1,q,x,y\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> importFile(study, twice)).hasMessageContaining("line 4: id \"1\" stands already at");
        Path once = write("once.csv", "id,prompt,a,b\n1,q,x,y\n".getBytes(StandardCharsets.UTF_8));
        importFile(study, once);
        assertThatThrownBy(() -> importFile(study, once))
                .hasMessageContaining("line 2: id \"1\" is in the study already");
    }

    @Test
    void aKnownAnswerASpecialtyAndSixResponsesAreRead() throws IOException {
        importFile(study, write("rows.csv", """
                id,prompt,a,b,responses,specialty,gold
                gold,q,x,y,,cardiology,b
                ranked,q,x,y,"[""x"",""y"",""z""]",,
                """.getBytes(StandardCharsets.UTF_8)));
        List<StoredComparison> stored = comparisons.page(study.id(), 0, 10);
        assertThat(stored.get(0).gold()).isEqualTo(new Gold(Verdict.B));
        assertThat(stored.get(0).specialty()).isEqualTo("cardiology");
        assertThat(stored.get(1).responses()).containsExactly("x", "y", "z");
    }
}
