package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportServiceTest extends DatasetTest {
    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(2);
    }

    @Test
    void comparisonsComeWithTheirVotesAndFreeSlotsForTheRest() throws IOException {
        ImportResult result = importText("pairs.jsonl", """
            {"id":"p1","prompt":[{"role":"user","content":"Fever for three days?"}],"a":"Rest.","b":"See a doctor.","votes":[{"annotator":"Dr A","verdict":"B","strength":3,"weight":0.5}],"language":"en","tags":["fever"]}
            {"id":"p2","prompt":[{"role":"user","content":"发烧三天怎么办？"}],"a":"休息。","b":"就医。","language":"zh"}
            """);

        assertResult(result, ImportFormat.COMPARISONS, 2, 1, 1, 0);
        StoredComparison first = stored().getFirst();
        assertThat(first.externalId()).isEqualTo("p1");
        assertThat(first.tags()).containsExactly("fever");
        assertThat(slots("p1")).isEqualTo("1:judged 2:free");
        assertThat(slots("p2")).isEqualTo("1:free 2:free");
        assertThat(jdbc.sql("""
            select p.login || ' ' || p.active || ' ' || j.verdict || ' ' || j.strength || ' ' || j.weight || ' ' || j.imported
            from judgement j join person p on p.id = j.annotator where j.comparison_id = ?\
            """).param(first.id().value()).query(String.class).single())
                .isEqualTo("imported:dr a false B 3 0.5 true");
    }

    @Test
    void moreVotesThanTheStudyAsksForAreAllKept() throws IOException {
        importText("pairs.jsonl", """
            {"id":"p1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"A"},{"annotator":"two","verdict":"SAME"},{"annotator":"three","verdict":"BOTH_BAD"}]}
            """);
        assertThat(slots("p1")).isEqualTo("1:judged 2:judged 3:judged");
    }

    @Test
    void chosenAndRejectedAreShownOnSidesDrawnFromTheSeedAndTheChoiceIsKept() throws IOException {
        String rows = IntStream.range(0, 200)
                .mapToObj(
                        i -> "{\"prompt\":\"q%d\",\"chosen\":\"good %d\",\"rejected\":\"poor %d\"}".formatted(i, i, i))
                .collect(Collectors.joining("\n"));
        importText("trl.jsonl", rows);

        List<StoredComparison> stored = stored();
        long chosenFirst =
                stored.stream().filter(row -> row.a().startsWith("good")).count();
        assertThat(chosenFirst).isBetween(70L, 130L);
        assertThat(jdbc.sql("""
            select count(*) from comparison c join judgement j on j.comparison_id = c.id
            where c.study_id = ? and (j.verdict = 'A') = (c.response_a like 'good%')\
            """).param(study.id().value()).query(Long.class).single())
                .isEqualTo(200);
        assertThat(slots(stored.getFirst().externalId())).isEqualTo("1:free 2:free 3:judged");

        Study again = newStudy(2);
        imports.importFiles(again.id(), List.of(file("trl.jsonl")), 7);
        assertThat(comparisons.page(again.id(), 0, 500).stream().map(StoredComparison::a))
                .isEqualTo(stored.stream().map(StoredComparison::a).toList());
    }

    @Test
    void preferenceRowsOfEveryKindGiveTheSamePromptAndAnswers() throws IOException {
        Map<String, String> rows = Map.of(
                "plain", """
                {"prompt":"Is it safe?","chosen":"Ask a doctor.","rejected":"Yes."}\
                """,
                "conversational", """
                {"prompt":[{"role":"user","content":"Is it safe?"}],"chosen":[{"role":"assistant","content":"Ask a doctor."}],"rejected":[{"role":"assistant","content":"Yes."}]}\
                """,
                "implicit-conversational", """
                {"chosen":[{"role":"user","content":"Is it safe?"},{"role":"assistant","content":"Ask a doctor."}],"rejected":[{"role":"user","content":"Is it safe?"},{"role":"assistant","content":"Yes."}]}\
                """,
                "prompt-repeated", """
                {"prompt":"Is it safe?","chosen":[{"role":"user","content":"Is it safe?"},{"role":"assistant","content":"Ask a doctor."}],"rejected":[{"role":"user","content":"Is it safe?"},{"role":"assistant","content":"Yes."}]}\
                """,
                "medicalgpt", """
                {"conversations":[{"from":"human","value":"Is it safe?"}],"chosen":"Ask a doctor.","rejected":"Yes."}\
                """,
                "medicalgpt-question", """
                {"question":"Is it safe?","response_chosen":"Ask a doctor.","response_rejected":"Yes."}\
                """,
                "hh", """
                {"chosen":"\\n\\nHuman: Is it safe?\\n\\nAssistant: Ask a doctor.","rejected":"\\n\\nHuman: Is it safe?\\n\\nAssistant: Yes."}\
                """,
                "csv", "prompt;chosen;rejected\nIs it safe?;Ask a doctor.;Yes.\n",
                "array", """
                [{"prompt":"Is it safe?","chosen":"Ask a doctor.","rejected":"Yes."}]\
                """);

        for (Map.Entry<String, String> row : rows.entrySet()) {
            importText(row.getKey() + ".data", row.getValue());
        }

        assertThat(stored()).hasSize(9).allSatisfy(row -> {
            assertThat(row.prompt()).containsExactly(Message.user("Is it safe?"));
            assertThat(List.of(row.a(), row.b())).containsExactlyInAnyOrder("Ask a doctor.", "Yes.");
        });
    }

    @Test
    void aTranscriptOfManyTurnsKeepsItsTurns() throws IOException {
        importText("hh.jsonl", """
            {"chosen":"\\n\\nHuman: Hi\\n\\nAssistant: Hello\\n\\nHuman: My ear hurts\\n\\nAssistant: Since when?","rejected":"\\n\\nHuman: Hi\\n\\nAssistant: Hello\\n\\nHuman: My ear hurts\\n\\nAssistant: OK"}
            """);
        assertThat(stored().getFirst().prompt())
                .containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("My ear hurts"));
    }

    @Test
    void aBrokenLineInTheMiddleOfTenThousandImportsNothing() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) {
            rows.append(
                    i == 5_000
                            ? "{\"id\":\"p5000\",\"prompt\":[{\"role\":\"user\",\"con\n"
                            : "{\"id\":\"p%d\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\"}\n"
                                    .formatted(i));
        }
        assertThatThrownBy(() -> importText("big.jsonl", rows.toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("big.jsonl, line 5000: not readable as JSON")
                .hasMessageContaining("mend or remove this line")
                .hasMessageEndingWith("Nothing was imported.");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void everyProblemOfAFileIsNamedUpToTen() {
        String rows = """
            {"id":"p1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"BETTER"}]}
            {"id":"p2","prompt":[{"role":"doctor","content":"q"}],"a":"x","b":"y"}
            {"id":"p3","prompt":[{"role":"user","content":"q"}],"a":"x"}
            {"id":"p4","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y"}
            {"id":"p4","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y"}
            {"id":"p6","prompt":[{"role":"user","content":"q\\u0000"}],"a":"x","b":"y"}
            {"id":"p7","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"A"},{"annotator":"One","verdict":"B"}]}
            """;
        assertThatThrownBy(() -> importText("bad.jsonl", rows))
                .hasMessageContaining(
                        "line 1: field \"votes[0]\": verdict \"BETTER\" is not known; expected one of [A, SAME, B,"
                                + " BOTH_BAD]")
                .hasMessageContaining("line 2: field \"prompt[0].role\": role \"doctor\" is not known")
                .hasMessageContaining("line 3: field \"b\" is missing")
                .hasMessageContaining("line 5: id \"p4\" stands already at bad.jsonl, line 4")
                .hasMessageContaining("line 6: field \"prompt\" holds U+0000")
                .hasMessageContaining("line 7: annotator \"One\" votes twice");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void theSameFileTwiceIsRefusedAndChangesNothing() throws IOException {
        String rows = "{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"}\n";
        importText("once.jsonl", rows);
        assertThatThrownBy(() -> importText("once.jsonl", rows))
                .hasMessageContaining(
                        "once.jsonl, line 1: id \"once-1\" is in the study already; was this file imported before?");
        assertThat(comparisons.count(study.id())).isEqualTo(1);
    }

    @Test
    void aSpreadsheetWithOneVoteALineGathersTheVotesOfAComparison() throws IOException {
        ImportResult result = importText("votes.csv", """
            \uFEFFid,prompt,a,b,annotator,verdict
            c1,"Pain, and
            swelling?",x,y,one,a
            c1,"Pain, and
            swelling?",x,y,two,SAME
            c2,Cough?,'=1+1,y,,
            """);
        assertResult(result, ImportFormat.CSV, 2, 2, 2, 0);
        assertThat(stored().getFirst().prompt()).containsExactly(Message.user("Pain, and\nswelling?"));
        assertThat(stored().getLast().a()).isEqualTo("=1+1");
    }

    @Test
    void textThatIsNotUtf8IsNamedWithTheRemedy() throws IOException {
        Path file = folder.resolve("gbk.csv");
        Files.write(file, "prompt,a,b\n发烧怎么办,休息,就医\n".getBytes(Charset.forName("GBK")));
        assertThatThrownBy(() -> imports.importFiles(study.id(), List.of(new ImportFile("gbk.csv", file)), 7))
                .hasMessage("gbk.csv, line 2: the text looks like GB18030; expected UTF-8: save it as UTF-8 (in a"
                        + " spreadsheet \"CSV UTF-8\", else iconv -f GB18030 -t UTF-8)");
    }

    @Test
    void aCsvRowWithTooManyCellsNamesItsLine() {
        assertThatThrownBy(() -> importText("bad.csv", "prompt,a,b\nq,x,y\nq,x,y,z\n"))
                .hasMessageContaining("bad.csv, line 3");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void unknownFieldsSayWhatWasExpected() {
        assertThatThrownBy(() -> importText("odd.jsonl", "{\"left\":\"x\",\"right\":\"y\"}"))
                .hasMessageContaining("odd.jsonl")
                .hasMessageContaining("left, right")
                .hasMessageContaining("expected prompt, a and b, or chosen and rejected");
    }

    @Test
    void thePublishedPandaLmFileComesInButForItsEmptyResponses() throws IOException {
        Path file = Path.of(System.getProperty("careloop.shared", "../shared"))
                .resolve("data/pandalm-human-pairs/testset-v1.json");
        assumeThat(file).as("the PandaLM pairs are not here").exists();
        ImportResult result = imports.importFiles(
                study.id(),
                List.of(new ImportFile("testset-v1.json", file)),
                7,
                new ImportOrders(LeftOut.REFUSED, IdentifierChoice.parse("accept", "a public test set")),
                row -> {});
        assertResult(result, ImportFormat.PANDALM, 945, 2835, 3, 6);
        assertThat(result.leftOut()).isEqualTo(Map.of("answer.blank", 54L));
        assertThat(jdbc.sql("""
            select sum(judgements) || ' ' || bool_and(preferred_left is null) from judgement_tally
            where study_id = ?\
            """).param(study.id().value()).query(String.class).single())
                .isEqualTo("2835 true");
    }

    @Test
    void thePublishedMedicalGptFilesComeInWhole() throws IOException {
        Path data = Path.of(System.getProperty("careloop.shared", "../shared")).resolve("data/medicalgpt");
        assumeThat(data).as("the MedicalGPT rows are not here").exists();
        ImportResult result = imports.importFiles(
                study.id(),
                List.of(
                        new ImportFile("reward-medical-zh-100.jsonl", data.resolve("reward-medical-zh-100.jsonl")),
                        new ImportFile("dpo_zh_500.jsonl", data.resolve("dpo_zh_500.jsonl"))),
                7,
                new ImportOrders(LeftOut.NONE, IdentifierChoice.parse("accept", "published rows")),
                row -> {});
        assertThat(result.formats())
                .extracting(ImportReader.Recognised::format)
                .containsExactly(ImportFormat.MEDICALGPT, ImportFormat.MEDICALGPT);
        assertThat(result.comparisons()).isEqualTo(600);
        assertThat(result.votes()).isEqualTo(600);
    }

    private ImportResult importText(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return imports.importFiles(study.id(), List.of(file(name)), 7);
    }

    private ImportFile file(String name) {
        return new ImportFile(name, folder.resolve(name));
    }

    private List<StoredComparison> stored() {
        return comparisons.page(study.id(), 0, 1000);
    }

    private String slots(String externalId) {
        return String.join(
                " ",
                jdbc.sql("""
                    select s.ordinal || ':' || case when s.judged_by is null then 'free' else 'judged' end
                    from slot s join comparison c on c.id = s.comparison_id
                    where c.study_id = ? and c.external_id = ? order by s.ordinal\
                    """)
                        .params(study.id().value(), externalId)
                        .query(String.class)
                        .list());
    }

    private static void assertResult(
            ImportResult result, ImportFormat format, long comparisons, long votes, int annotators, long notText) {
        assertThat(result.formats()).extracting(ImportReader.Recognised::format).containsExactly(format);
        assertThat(result.comparisons()).isEqualTo(comparisons);
        assertThat(result.votes()).isEqualTo(votes);
        assertThat(result.annotators()).isEqualTo(annotators);
        assertThat(result.notText()).isEqualTo(notText);
    }
}
