package org.careloop.web.dataset.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks with numbers that no sheet has. */
class HostileWorkbookTest {
    private static final String HEADER = "<c t='str'><v>prompt</v></c><c t='str'><v>a</v></c><c t='str'><v>b</v></c>";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c r='FXSHRXW2' t='str'><v>far</v></c>",
                "<c r='\u4e002' t='str'><v>no letter</v></c>",
                "<c t='s'><v>99</v></c>",
                "<c t='s'><v>one</v></c>",
                "<c s='x'><v>1</v></c>",
                "<c><v>1e2147483640</v></c>",
                "<c><v>abc</v></c>",
                "<c><v></v><x><v>NaN</v></x></c>"
            })
    void aCellThatCannotBeIsNamedByItsLine(String cell) throws IOException {
        refused(
                xlsx("<row>" + HEADER + "</row>\n<row>" + cell + "</row>"),
                "the workbook is damaged (xl/worksheets/one.xml cannot be read at line 2); open and save it again");
    }

    @Test
    void aNumberNextToNothingIsShort() throws IOException {
        assertThat(Counted.read(xlsx("<row>" + HEADER + "</row><row><c><v>1e-2147483640</v></c>"
                                + "<c t='str'><v>x</v></c><c t='str'><v>y</v></c></row>"))
                        .rows)
                .isEqualTo(1);
    }

    @Test
    void aLetterThatFlippedInAPackedSheetIsFound() throws IOException {
        Path file = xlsx("<row>" + HEADER + "</row><row><c t='str'><v>question</v></c>"
                + "<c t='str'><v>x</v></c><c t='str'><v>y</v></c></row>");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("question");
        bytes[at] = 'Q';

        refused(Files.write(file, bytes), "xl/worksheets/one.xml is not as it was written");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<text:p>q<text:s text:c='2147483647'/></text:p>",
                "<text:p>q<text:s text:c='-1'/></text:p>",
                "<text:p>q<text:s text:c='many'/></text:p>"
            })
    void blanksWithoutEndAreNotMade(String content) throws IOException {
        refused(
                ods("<table:table-row><table:table-cell>" + content + "</table:table-cell></table:table-row>"),
                "the workbook is damaged (content.xml cannot be read at line 1)");
    }

    @Test
    void aTextRepeatedInEveryColumnIsCounted() throws IOException {
        refused(
                ods("<table:table-row><table:table-cell table:number-columns-repeated='16384'><text:p>"
                        + "q".repeat(20_000) + "</text:p></table:table-cell></table:table-row>"),
                "the workbook unpacks to more than 268,435,456 bytes");
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> Counted.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining(why);
    }

    private Path xlsx(String rows) throws IOException {
        return packed(
                "book.xlsx",
                Map.of(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='r'><sheets><sheet name='one' r:id='r1'/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='r1' Target='worksheets/one.xml'/></Relationships>",
                        "xl/worksheets/one.xml",
                        "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"));
    }

    private Path ods(String rows) throws IOException {
        return packed(
                "book.ods",
                Map.of(
                        "mimetype",
                        "application/vnd.oasis.opendocument.spreadsheet",
                        "content.xml",
                        "<d xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
                                + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
                                + "<table:table table:name='one'>" + rows + "</table:table></d>"));
    }

    /** Not compressed, so that a test finds its letters. */
    private Path packed(String name, Map<String, String> parts) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.setLevel(0);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return Files.write(folder.resolve(name), packed.toByteArray());
    }
}
