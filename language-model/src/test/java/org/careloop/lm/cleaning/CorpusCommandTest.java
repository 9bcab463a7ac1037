package org.careloop.lm.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CorpusCommandTest {
    private static final String COUGH =
            "A cough that lasts longer than eight weeks is called chronic and should be looked at by a physician.";

    private static final String FEVER = "发热超过三天并且伴有皮疹的儿童应当及时到医院就诊，由医生检查后再决定是否需要用药。";

    @TempDir
    Path folder;

    private record Result(int exitCode, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new CorpusCommand());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(Commands.run(command, arguments), out.toString(), err.toString());
    }

    private static String row(String text) {
        return "{\"text\": %s, \"id\":  7}\n".formatted(Json.MAPPER.writeValueAsString(text));
    }

    private Path rows(String name, String... texts) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (String text : texts) {
            rows.append(row(text));
        }
        return Files.writeString(folder.resolve(name), rows);
    }

    private JsonNode report(Path out) {
        try {
            return Json.MAPPER.readTree(Files.readString(out.resolve("report.json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long taken(JsonNode report, String rule) {
        for (JsonNode each : report.get("rules")) {
            if (each.get("rule").asString().equals(rule)) {
                return each.get("taken").get("texts").asLong();
            }
        }
        throw new AssertionError(rule);
    }

    @Test
    void eachTextLeavesByTheFirstRuleThatItBreaksAndTheOthersStayByteForByte() throws IOException {
        String german = "Der Patient klagt seit mehreren Wochen über Husten und Fieber, die Ärztin verordnet Bettruhe.";
        Path corpus = rows(
                "corpus.jsonl",
                COUGH,
                "too short",
                german,
                "=+ § ¶ ® © ™ § ¶ one ® © ™ two three four five § § ¶ ¶",
                COUGH.toUpperCase(Locale.ROOT) + "  ",
                FEVER,
                COUGH.replace(" and should", "; and, should"));
        Files.writeString(corpus, "{\"id\": 12}\n", StandardOpenOption.APPEND);
        Path out = folder.resolve("out");

        Result result = run("clean", corpus.toString(), "--out=" + out);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readString(out.resolve("texts/corpus.jsonl"))).isEqualTo(row(COUGH) + row(FEVER));
        JsonNode report = report(out);
        assertThat(taken(report, "length")).isEqualTo(1);
        assertThat(taken(report, "language")).isEqualTo(1);
        assertThat(taken(report, "symbols")).isEqualTo(1);
        assertThat(taken(report, "exact-duplicate")).isEqualTo(1);
        assertThat(taken(report, "near-duplicate")).isEqualTo(1);
        assertThat(taken(report, "unreadable")).isEqualTo(1);
        assertThat(report.get("languages").toString()).isEqualTo("{\"en\":1,\"zh\":1}");
        assertThat(Files.readAllLines(out.resolve("removed.jsonl")))
                .hasSize(6)
                .contains("{\"file\":\"corpus.jsonl\",\"line\":5,\"rule\":\"exact-duplicate\","
                        + "\"why\":\"equal to corpus.jsonl:1\",\"instead\":\"corpus.jsonl:1\"}");
        assertThat(Files.readString(out.resolve("report.md"))).contains("similarity 1.00, `corpus.jsonl:1`");
    }

    @Test
    void checkSaysTheSameAndWritesNothing() throws IOException {
        Path corpus = rows("corpus.jsonl", COUGH, FEVER, COUGH);

        Result result = run("check", corpus.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("| exact-duplicate |").endsWith("""
            {"stay":2,"taken":{"exact-duplicate":1},"texts":3,"withIdentifiers":0}
            """);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(corpus);
        }
    }

    @Test
    void aTextWithAQuestionOfABenchmarkLeavesInBothLanguages() throws IOException {
        Path english = Files.writeString(folder.resolve("anatomy_test.csv"), """
            "Which of the following bones of the wrist is most often broken by a fall on the outstretched hand?",Lunate,Scaphoid,Pisiform,Hamate,B
            """);
        Path chinese = Files.writeString(folder.resolve("cmb.json"), """
            [{"question": "腕骨骨折最常见的是", "option": {"A": "舟骨", "B": "月骨", "C": "豌豆骨", "D": "钩骨"},
              "answer": "A", "question_type": "单项选择题", "exam_type": "t", "exam_class": "c", "exam_subject": "s"}]
            """);
        Path corpus = rows(
                "corpus.jsonl",
                "He asked: \"Which of the following bones of the wrist is most often broken by a fall...\" and waited.",
                "练习题：腕骨骨折最常见的是（　）A. 舟骨  B. 月骨  C. 豌豆骨  D. 钩骨 答案：A",
                "腕骨骨折最常见的是舟骨骨折，多由跌倒时手掌撑地引起，应当尽早固定。",
                "Of the bones of the wrist the scaphoid is broken most often, by a fall on the outstretched hand.");
        Path out = folder.resolve("out");

        Result result = run(
                "clean",
                corpus.toString(),
                "--benchmark",
                english.toString(),
                "--benchmark",
                chinese.toString(),
                "--out=" + out);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(taken(report(out), "benchmark")).isEqualTo(2);
        assertThat(Files.readAllLines(out.resolve("texts/corpus.jsonl"))).hasSize(2);
        assertThat(Files.readString(out.resolve("report.md")))
                .contains(
                        "a passage of anatomy\\_test.csv, question",
                        "question and options of cmb.json, question cmb:1");
    }

    @Test
    void identifiersGetPlaceholdersInEveryFieldThatHoldsText() throws IOException {
        Path corpus = Files.writeString(folder.resolve("sft.jsonl"), """
            {"conversations": [{"from": "human", "value": "我叫张伟，手机号是13912345678，最近总是咳嗽。"}, \
            {"from": "gpt", "value": "您好，请到呼吸科就诊，我们会打13912345678联系您。"}], "n": 1}
            """);
        Path out = folder.resolve("out");

        Result result = run("clean", corpus.toString(), "--set=fields=value", "--set=identifiers=mask", "--out=" + out);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readString(out.resolve("texts/sft.jsonl")))
                .contains("[PHONE 1]，最近", "我们会打[PHONE 1]联系", "\"from\":\"human\"", "\"n\":1")
                .doesNotContain("13912345678");
    }

    @Test
    void packedFilesOfAFolderStayPackedUnderTheirNames() throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus/a"));
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(corpus.resolve("x.jsonl.gz")))) {
            file.write((row(COUGH) + row("no")).getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("corpus/b.txt"), FEVER + "\n" + FEVER + "\n" + COUGH + " Today.\n");
        Path out = folder.resolve("out");

        Result result = run("clean", folder.resolve("corpus").toString(), "--set=textUnit=line", "--out=" + out);

        assertThat(result.exitCode()).as(result.err()).isZero();
        byte[] packed = Files.readAllBytes(out.resolve("texts/a/x.jsonl.gz"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(row(COUGH));
        assertThat(Files.readAllLines(out.resolve("texts/b.txt"))).containsExactly(FEVER);
    }

    @Test
    void whatWasBrokenOffBeginsAnewAndEndsTheSame() throws IOException {
        Path corpus = rows("corpus.jsonl", COUGH, FEVER, COUGH);
        Path whole = folder.resolve("whole");
        Path again = folder.resolve("again");
        run("clean", corpus.toString(), "--out=" + whole);
        run("clean", corpus.toString(), "--out=" + again);
        Files.delete(again.resolve("report.json")); // the last thing that is written
        Files.move(again.resolve("texts"), again.resolve("texts.part"));
        Files.writeString(again.resolve("texts.part/corpus.jsonl"), "half of a ro");

        Result other = run("clean", corpus.toString(), "--set=leastWords=6", "--out=" + again);
        Result result = run("clean", corpus.toString(), "--out=" + again);
        Result done = run("clean", corpus.toString(), "--out=" + again);

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("by other settings");
        assertThat(result.exitCode()).as(result.err()).isZero();
        for (String file : List.of("texts/corpus.jsonl", "removed.jsonl", "report.json", "report.md")) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(again.resolve("texts.part")).doesNotExist();
        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.err()).contains("a cleaned corpus is there");
    }

    @Test
    void aLineWithoutEndIsNamedAndTakesNoMemory() throws IOException {
        Path corpus = rows("corpus.jsonl", COUGH);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(corpus, StandardOpenOption.APPEND))) {
            byte[] million = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 40; i++) {
                file.write(million);
            }
            file.write(("\n" + row(FEVER)).getBytes(StandardCharsets.UTF_8));
        }

        Result result = run("check", corpus.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("`corpus.jsonl:2`", "the text has more than 33554432 bytes")
                .contains("{\"stay\":2,\"taken\":{\"unreadable\":1}");
    }

    @Test
    void whatCannotBeUsedIsRefusedInWordsBeforeAnythingIsWritten() throws IOException {
        Path corpus = rows("corpus.jsonl", COUGH);
        Path foreign = Files.write(folder.resolve("gbk.jsonl"), row(FEVER).getBytes(Charset.forName("GB18030")));
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n\n");
        Path noBenchmark = Files.writeString(folder.resolve("b.csv"), "a,b\n");
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("thesis.doc"), "mine");
        String out = "--out=" + folder.resolve("out");

        assertThat(run("clean", foreign.toString(), out).err()).contains("gbk.jsonl", "line 1");
        assertThat(run("clean", empty.toString(), "--out=" + folder.resolve("none"))
                        .err())
                .contains("no text in all of the corpus");
        assertThat(run("clean", corpus.toString(), "--benchmark", noBenchmark.toString(), out)
                        .err())
                .contains("b.csv");
        assertThat(run("clean", corpus.toString(), "--out=" + taken).err()).contains("holds other files");
        assertThat(run("clean", folder.toString(), out).err()).contains("lie in one another");
        assertThat(run("clean", corpus.toString(), corpus.toString(), out).err())
                .contains("the same name");
        assertThat(run("clean", corpus.toString(), "--set=fields=content", out).err())
                .contains("no field \"content\"");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
