package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.PassedOver;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workbooks of spreadsheet programs, written here part by part. */
class WorkbookImportTest extends DatasetTest {
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(3);
    }

    @Test
    void theFirstSheetWithRowsIsReadAndTheOthersAreNamed() throws IOException {
        ImportResult result = importFile(study, xlsx("a.xlsx", """
                <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c><c r="E2" t="s"><v>4</v></c><c r="F2" t="s"><v>5</v></c></row>
                <row r="3"><c r="A3"><v>17</v></c><c r="B3" t="s"><v>6</v></c><c r="C3" t="inlineStr"><is><t>先量</t><r><t>血压。</t></r></is></c><c r="D3" t="str"><f>1</f><v>睡一觉。</v></c><c r="E3" t="s"><v>7</v></c><c r="F3" t="s"><v>8</v></c></row>
                <row r="5"><c r="A5" s="1"><v>18</v></c><c r="B5" s="2"><v>46053</v></c><c r="C5"><v>0.30000000000000004</v></c><c r="D5" s="3"><v>0.5</v></c></row>
                """));

        assertThat(result.formats().getFirst().file()).endsWith("a.xlsx, sheet \"对比\"");
        assertThat(result.formats().getFirst().format()).isEqualTo(ImportFormat.CSV);
        assertThat(result.passedOver()).singleElement().satisfies(other -> {
            assertThat(other.file()).endsWith("a.xlsx, sheet \"Notes\"");
            assertThat(other.why()).isEqualTo(PassedOver.Why.SHEET);
        });
        List<Comparison> rows = exported(study);
        Comparison first = rows.getFirst();
        assertThat(first.id()).isEqualTo("17");
        assertThat(first.prompt()).containsExactly(Message.user("头痛\r\n怎么办？"));
        assertThat(first.a()).isEqualTo("先量血压。");
        assertThat(first.b()).isEqualTo("睡一觉。");
        assertThat(first.votes()).extracting(Vote::annotator).containsExactly("imported:王医生");
        assertThat(first.votes()).extracting(Vote::verdict).containsExactly(Verdict.A);
        Comparison second = rows.getLast();
        assertThat(second.id()).isEqualTo("0018");
        assertThat(second.prompt()).containsExactly(Message.user("2026-01-31"));
        assertThat(second.a()).isEqualTo("0.3");
        assertThat(second.b()).isEqualTo("50%");
        assertThat(second.votes()).isEmpty();
    }

    @Test
    void aProblemIsNamedByTheRowOfTheSheet() throws IOException {
        Path file = xlsx("a.xlsx", """
                <row r="1"><c t="inlineStr"><is><t>prompt</t></is></c><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>
                <row r="4"><c t="inlineStr"><is><t>q</t></is></c><c t="inlineStr"><is><t>x</t></is></c></row>
                """);
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a.xlsx, line 4: column \"b\" is empty");
    }

    @Test
    void aWorkbookOfOpenDocumentIsReadAsItIsShown() throws IOException {
        ImportResult result = importFile(study, ods("""
                <table:table table:name="Empty"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>
                <table:table table:name="Pairs">
                <table:table-row><table:table-cell><text:p>prompt</text:p></table:table-cell><table:table-cell><text:p>chosen</text:p></table:table-cell><table:table-cell><text:p>rejected</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1020"/></table:table-row>
                <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
                <table:table-row><table:table-cell office:value-type="string"><text:p>Knee<text:s text:c="2"/>pain</text:p><text:p>after <text:span>running</text:span></text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>
                <table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
                <table:table-cell office:value-type="date" office:date-value="2026-01-31T00:00:00"><text:p>31.01.26</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
                </table:table>
                """));

        assertThat(result.formats().getFirst().file()).endsWith("a.ods, sheet \"Pairs\"");
        Comparison row = exported(study).getFirst();
        assertThat(row.prompt()).containsExactly(Message.user("Knee  pain\nafter running"));
        assertThat(List.of(row.a(), row.b())).containsExactlyInAnyOrder("50%", "2026-01-31");
    }

    @Test
    void anEntityInAWorkbookIsNeverRead() throws IOException {
        Path secret = write("secret.txt", "secret");
        Path file = zip(
                "a.ods",
                Map.of(
                        "mimetype",
                        "application/vnd.oasis.opendocument.spreadsheet",
                        "content.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]><x>&e;</x>".formatted(secret.toUri())));
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContaining("secret\"");
    }

    @Test
    void aWorkbookOfTheOldFormIsNamed() throws IOException {
        Path file = write("a.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0});
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith("a.xls: a workbook in the old form (xls); save it as xlsx");
    }

    @Test
    void aWorkbookWithoutRowsSaysSo() throws IOException {
        assertThatThrownBy(() -> importFile(study, xlsx("a.xlsx", "")))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith("a.xlsx: no sheet of the workbook has rows");
    }

    private Path xlsx(String name, String rows) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put("docProps/app.xml", "<Properties/>");
        parts.put("xl/_rels/workbook.xml.rels", """
                <Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Target="/xl/worksheets/sheet3.xml"/></Relationships>""");
        parts.put("xl/workbook.xml", """
                <workbook %s xmlns:r="r"><sheets><sheet name="Cover" r:id="r1"/><sheet name="对比" r:id="r2"/><sheet name="Notes" r:id="r3"/></sheets></workbook>""".formatted(MAIN));
        parts.put("xl/styles.xml", """
                <styleSheet %s><numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs></styleSheet>""".formatted(MAIN));
        parts.put("xl/sharedStrings.xml", """
                <sst %s><si><t>id</t></si><si><t>prompt</t></si><si><t>a</t></si><si><t>b</t></si><si><t>annotator</t></si><si><t>verdict</t></si>\
                <si><r><t>头痛_x000D_&#10;</t></r><r><t>怎么办？</t></r><rPh sb="0" eb="1"><t>とう</t></rPh></si><si><t>王医生</t></si><si><t>a</t></si></sst>""".formatted(MAIN));
        parts.put("xl/worksheets/sheet1.xml", sheet("<row r=\"1\"><c r=\"A1\"/></row>"));
        parts.put("xl/worksheets/sheet2.xml", sheet(rows));
        parts.put(
                "xl/worksheets/sheet3.xml",
                sheet(rows.isEmpty() ? "" : "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>note</t></is></c></row>"));
        return zip(name, parts);
    }

    private static String sheet(String rows) {
        return "<worksheet %s><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows);
    }

    private Path ods(String tables) throws IOException {
        return zip(
                "a.ods",
                Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", """
                        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>""".formatted(
                                tables.replaceAll(">\\s+<", "><"))));
    }

    private Path zip(String name, Map<String, String> parts) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
