package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that no clinician could judge, and rows of which a part would be lost, each refused for its reason. */
class RowRulesTest extends DatasetTest {
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
                "{\"prompt\":\"Q2\",\"chosen\":\"A1\",\"rejected\":\"\"} | answer.blank",
                "{\"prompt\":\"Q3\",\"chosen\":\"A1\",\"rejected\":\"  \"} | answer.blank",
                "{\"prompt\":\"Q3\",\"chosen\":\"\\u200b\\u00a0\\u3000\",\"rejected\":\"A\"} | answer.blank",
                "{\"prompt\":\"Q4\",\"chosen\":\"A1\",\"rejected\":\"A1\"} | answer.same",
                "{\"prompt\":\"Q4\",\"chosen\":\"A1\",\"rejected\":\" A1\\n\"} | answer.same",
                "{\"prompt\":[{\"role\":\"system\",\"content\":\"S\"}],\"chosen\":\"A1\",\"rejected\":\"A2\"} |"
                        + " question.nobody",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"},{\"role\":\"assistant\",\"content\":\"R\"}],\"chosen\":\"A1\",\"rejected\":\"A2\"}"
                        + " | question.last",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\" \"}],\"chosen\":\"A1\",\"rejected\":\"A2\"} |"
                        + " question.blank",
                "{\"chosen\":\"The sky\",\"rejected\":\"The sky is blue\"} | prompt.absent",
                "{\"chosen\":\"same\",\"rejected\":\"same\"} | prompt.absent",
                "{\"prompt\":\"Q\",\"chosen\":\"A\",\"rejected\":\"B\",\"images\":[\"ct.png\"]} | field.meaning",
                "{\"prompt\":\"Q\",\"chosen\":\"A\",\"rejected\":\"B\",\"margin\":2} | field.meaning",
                "{\"prompt\":\"Q\",\"chosen\":\"A\",\"rejected\":\"B\",\"Sample-Weight\":0.5} | field.meaning",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"type\":\"function\"}]},{\"role\":\"user\",\"content\":\"and?\"}],\"chosen\":\"A\",\"rejected\":\"B\"}"
                        + " | messages.meaning",
                "{\"prompt\":\"Q\",\"chosen\":[{\"role\":\"assistant\",\"content\":\"A\",\"reasoning_content\":\"hm\"}],\"rejected\":[{\"role\":\"assistant\",\"content\":\"B\"}]}"
                        + " | messages.meaning"
            })
    void aRowIsRefusedForItsReason(String row, String code) throws IOException {
        ImportCheck check =
                check("rows.jsonl", "{\"prompt\":\"Q\",\"chosen\":\"A\",\"rejected\":\"B\"}\n" + row + "\n");
        assertThat(check.refused()).extracting(ImportCheck.Reason::code).containsExactly(code);
        assertThat(check.refused().getFirst().first().getFirst().line()).isEqualTo(2);
        assertThat(check.comparisons()).isEqualTo(1);
    }

    @Test
    void anEmptyQuestionIsRefusedInEveryLayout() throws IOException {
        assertThat(check("rows.jsonl", "{\"prompt\":\"\",\"chosen\":\"A1\",\"rejected\":\"A2\"}\n")
                        .refusedRows())
                .isEqualTo(1);
        assertThat(check("rows.csv", "prompt,a,b\n\u200b,x,y\nq,x,x\n").refused())
                .extracting(ImportCheck.Reason::code)
                .containsExactly("question.blank", "answer.same");
        assertThat(check(
                                "own.jsonl",
                                "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"\"}],\"a\":\"x\",\"b\":\"y\"}\n")
                        .refused())
                .extracting(ImportCheck.Reason::code)
                .containsExactly("question.blank");
    }

    @Test
    void theSameTextIsKeptWhereTwoModelsWroteItAndNobodyWasAsked() throws IOException {
        ImportCheck check = check("rows.jsonl", """
            {"id":"q1","prompt":[{"role":"user","content":"Q1"}],"a":"A1","b":"A1 ","models":["m","n"]}
            {"id":"q2","prompt":[{"role":"user","content":"Q2"}],"a":"A1","b":"A1","models":["m","m"]}
            {"id":"q3","prompt":[{"role":"user","content":"Q3"}],"a":"A1","b":"A1"}
            {"id":"q4","prompt":[{"role":"user","content":"Q4"}],"a":"A1","b":"A1","models":["m","n"],"votes":[{"annotator":"p","verdict":"A"}]}
            """);
        assertThat(check.comparisons()).isEqualTo(1);
        assertThat(check.refused()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("answer.same");
            assertThat(reason.rows()).isEqualTo(3);
        });
    }

    @Test
    void fieldsThatChangeNothingAreNamedWithTheirCount() throws IOException {
        ImportCheck check = check("rows.jsonl", """
            {"prompt":"Q","chosen":"A","rejected":"B","source":"ward","margin":0,"images":[]}
            {"prompt":"P","chosen":"A","rejected":"B","source":"clinic","batch":7,"weight":1}
            """);
        assertThat(check.refusedRows()).isZero();
        assertThat(check.ignored()).containsEntry("source", 2L).containsEntry("batch", 1L);
        assertThat(check("rows.csv", "prompt,a,b,ward\nq,x,y,3\n").ignored()).containsOnlyKeys("ward");
    }

    @Test
    void aColumnThatChangesTheQuestionIsRefused() throws IOException {
        assertThat(check("rows.csv", "prompt,a,b,images\nq,x,y,ct.png\n").refused())
                .extracting(ImportCheck.Reason::code)
                .containsExactly("field.meaning");
    }

    @Test
    void oneBadByteIsNamedByItsLineAndTheOtherRowsCanCome() throws IOException {
        byte[] rows =
                "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}\n{\"prompt\":\"?q\",\"chosen\":\"a\",\"rejected\":\"b\"}\n"
                        .getBytes(StandardCharsets.UTF_8);
        int at = new String(rows, StandardCharsets.UTF_8).indexOf("?q");
        rows[at] = (byte) 0xFF;
        Path file = write("rows.jsonl", rows);
        List<RefusedRow> refused = new ArrayList<>();
        ImportCheck check = imports.check(
                study.id(), List.of(ImportFile.of(file)), 1, IdentifierChoice.NOT_MADE, refused::add, found -> {});
        assertThat(check.comparisons()).isEqualTo(1);
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst().line()).isEqualTo(2);
        assertThat(refused.getFirst().problem())
                .isEqualTo("byte 12 of the line (hexadecimal FF) is not UTF-8; correct the character there, or remove"
                        + " this line");
    }

    private ImportCheck check(String name, String rows) throws IOException {
        return imports.check(
                study.id(),
                List.of(ImportFile.of(write(name, rows))),
                1,
                IdentifierChoice.NOT_MADE,
                row -> {},
                found -> {});
    }
}
