package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files with some rows that cannot be imported: said before anything is stored, and left out if a person wants that. */
class LeaveOutTest extends DatasetTest {
    private static final int ROWS = 2312;
    /** Lines and what is wrong with them. */
    private static final Map<Integer, String> ODD = new TreeMap<>(Map.of(
            17,
            row("Human: Is it safe?\\n\\nAssistant: Yes.", "Human: Is it safe?\\n\\nAssistant: Yes."),
            400,
            row("Human: Is it safe?\\n\\nAssistant: Yes.", "Human: Is it safe?\\n\\nAssistant:"),
            401,
            row("Human: Is it safe?\\n\\nAssistant: Yes.", "Human: Is it bad?\\n\\nAssistant: No."),
            1999,
            row("Human: Is it safe?", "Human: Is it safe?\\n\\nAssistant: No."),
            ROWS,
            row("Human:\\n\\nAssistant: Yes.", "Human:\\n\\nAssistant: No.")));

    private Study study;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        study = newStudy(2);
        StringBuilder rows = new StringBuilder();
        for (int line = 1; line <= ROWS; line++) {
            rows.append(ODD.getOrDefault(
                            line,
                            row(
                                    "Human: Question %d?\\n\\nAssistant: Ask a doctor.".formatted(line),
                                    "Human: Question %d?\\n\\nAssistant: Wait.".formatted(line))))
                    .append('\n');
        }
        file = write("transcripts.jsonl", rows.toString());
    }

    private static String row(String chosen, String rejected) {
        return "{\"chosen\":\"\\n\\n%s\",\"rejected\":\"\\n\\n%s\",\"source\":\"ward\"}".formatted(chosen, rejected);
    }

    @Test
    void theCheckNamesFiveOddRowsOfTwoThousandAndStoresNothing() throws IOException {
        List<RefusedRow> refused = new ArrayList<>();
        ImportCheck check = imports.check(study.id(), files(), 1, IdentifierChoice.NOT_MADE, refused::add, found -> {});
        assertThat(check.comparisons()).isEqualTo(2307);
        assertThat(check.votes()).isEqualTo(2307);
        assertThat(check.annotators()).isEqualTo(1);
        assertThat(check.refusedRows()).isEqualTo(5);
        assertThat(check.canImport()).isTrue();
        assertThat(check.ignored()).isEqualTo(Map.of("source", 2307L));
        assertThat(refused).extracting(RefusedRow::line).containsExactly(17L, 400L, 401L, 1999L, 2312L);
        assertThat(check.refused())
                .extracting(ImportCheck.Reason::code)
                .containsExactly("answer.same", "answer.blank", "hh.part", "hh.turns", "question.blank");
        assertThat(check.first()).hasSize(3);
        assertThat(check.first().getFirst().prompt()).containsExactly(Message.user("Question 1?"));
        assertThat(check.first().getFirst().responses()).containsExactlyInAnyOrder("Ask a doctor.", "Wait.");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void oddRowsRefuseEverythingUnlessTheyAreLeftOut() throws IOException {
        assertThatThrownBy(() -> imports.importFiles(study.id(), files(), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "transcripts.jsonl, line 17: responses \"chosen\" and \"rejected\" are the same text")
                .hasMessageEndingWith("Nothing was imported.");
        assertThat(comparisons.count(study.id())).isZero();

        ImportResult result = imports.importFiles(
                study.id(), files(), 1, new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE), row -> {});
        assertThat(result.comparisons()).isEqualTo(2307);
        assertThat(comparisons.count(study.id())).isEqualTo(2307);
        JsonNode audited = Json.MAPPER.readTree(
                jdbc.sql("select detail from audit_event where action = 'study.import' and subject = ? order by seq"
                                + " desc limit 1")
                        .param(study.name())
                        .query(String.class)
                        .single());
        assertThat(audited.get("comparisons").intValue()).isEqualTo(2307);
        assertThat(audited.get("leftOut").intValue()).isEqualTo(5);
        assertThat(audited.get("leftOutReasons").get("answer.same").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutIsWrittenAsItStood() throws IOException {
        StringWriter written = new StringWriter();
        try (LeftOutFile rows = new LeftOutFile(written, RefusedRow::problem)) {
            imports.check(study.id(), files(), 1, IdentifierChoice.NOT_MADE, rows, found -> {});
        }
        List<String> lines = written.toString().lines().toList();
        assertThat(lines).hasSize(5);
        JsonNode first = Json.MAPPER.readTree(lines.getFirst());
        assertThat(first.get("file").stringValue()).isEqualTo("transcripts.jsonl");
        assertThat(first.get("line").intValue()).isEqualTo(17);
        assertThat(first.get("problem").stringValue()).contains("are the same text");
        assertThat(first.get("row")).isEqualTo(Json.MAPPER.readTree(ODD.get(17)));
    }

    @Test
    void aLineThatIsNoJsonIsLeftOutAsItsText() throws IOException {
        Path broken = write("broken.jsonl", "{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"}\n{\"prompt\":\n");
        StringWriter written = new StringWriter();
        try (LeftOutFile rows = new LeftOutFile(written, RefusedRow::problem)) {
            imports.importFiles(
                    study.id(),
                    List.of(ImportFile.of(broken)),
                    1,
                    new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE),
                    rows);
        }
        assertThat(Json.MAPPER.readTree(written.toString()).get("row").stringValue())
                .isEqualTo("{\"prompt\":");
        assertThat(comparisons.count(study.id())).isEqualTo(1);
    }

    @Test
    void aFileWithoutAUsableRowIsAnErrorWhateverIsLeftOut() throws IOException {
        Path good = write("good.csv", "prompt,a,b\nq,x,y\n");
        Path none = write("none.csv", "prompt,a,b\nq,x,x\n");
        List<ImportFile> both = List.of(ImportFile.of(good), ImportFile.of(none));
        assertThat(imports.check(study.id(), both, 1, IdentifierChoice.NOT_MADE, row -> {}, found -> {})
                        .withoutRows())
                .containsExactly(none.toString());
        assertThatThrownBy(() -> imports.importFiles(
                        study.id(), both, 1, new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE), row -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none.csv: none of its rows can be imported")
                .hasMessageContaining("line 2: responses \"a\" and \"b\" are the same text");
        for (String empty : List.of("[]", " ", "prompt,a,b\n")) {
            Path file = write("empty.data", empty);
            assertThatThrownBy(() -> imports.importFiles(
                            study.id(),
                            List.of(ImportFile.of(file)),
                            1,
                            new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE),
                            row -> {}))
                    .as(empty)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("empty.data: ");
        }
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void aListThatIsBrokenInTheMiddleIsRefusedWhole() throws IOException {
        Path list = write("rows.json", "[{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"},\n{\"prompt\": oops}]");
        assertThatThrownBy(() -> imports.importFiles(
                        study.id(),
                        List.of(ImportFile.of(list)),
                        1,
                        new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE),
                        row -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.json, line 2: ")
                .hasMessageContaining("the rest of the list cannot be read");
        assertThat(comparisons.count(study.id())).isZero();
    }

    private List<ImportFile> files() {
        return List.of(new ImportFile("transcripts.jsonl", file));
    }
}
