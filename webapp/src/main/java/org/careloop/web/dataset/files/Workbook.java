package org.careloop.web.dataset.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.careloop.run.BadInput;

/** A workbook of a spreadsheet program, xlsx or ods: the first sheet that has rows is read, others are named. */
final class Workbook {
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";

    private static final byte[] OLD = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private Workbook() {}

    /** Takes the rows of a sheet that are not blank, each with its number in the sheet; false when it wants no more. */
    interface Rows {
        boolean row(long number, List<String> cells);
    }

    /** The sheets of a workbook, in order. */
    interface Sheets {
        List<String> names();

        void read(int sheet, Rows rows) throws IOException;
    }

    /** Whether a ZIP is a workbook. */
    static boolean is(ImportFile file) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            return zip.getEntry(XlsxSheets.WORKBOOK) != null || isOds(zip);
        } catch (ZipException e) {
            return false;
        }
    }

    /** Whether a file is a workbook in the binary form from before 2007, which is not read; its beginning stays to be read. */
    static boolean isOld(InputStream in) throws IOException {
        in.mark(OLD.length);
        byte[] start = in.readNBytes(OLD.length);
        in.reset();
        return Arrays.equals(start, OLD);
    }

    private static boolean isOds(ZipFile zip) throws IOException {
        ZipEntry kind = zip.getEntry("mimetype");
        if (kind == null) {
            return false;
        }
        try (InputStream in = zip.getInputStream(kind)) {
            return new String(in.readNBytes(ODS.length() + 1), StandardCharsets.US_ASCII)
                    .strip()
                    .equals(ODS);
        }
    }

    /**
     * Reads the first sheet that has rows.
     *
     * @throws BadInput when no sheet has any, or the workbook is damaged or locked
     */
    static ImportReader.Found read(ImportFile file, RowSink sink) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            WorkbookXml xml = new WorkbookXml(file, zip);
            Sheets sheets = zip.getEntry(XlsxSheets.WORKBOOK) != null ? new XlsxSheets(xml) : new OdsSheets(xml);
            List<Integer> filled = new ArrayList<>();
            for (int i = 0; i < sheets.names().size(); i++) {
                if (hasRows(sheets, i)) {
                    filled.add(i);
                }
            }
            if (filled.isEmpty()) {
                throw BadInput.coded(
                        "import.sheets-empty",
                        "%s: no sheet of the workbook has rows".formatted(file.name()),
                        file.name());
            }
            int first = filled.getFirst();
            ImportReader.Recognised read = read(file, sheets, first, sink);
            return new ImportReader.Found(
                    List.of(new ImportReader.Recognised(
                            named(read.file(), sheets.names().get(first)), read.format(), read.columns())),
                    filled.stream()
                            .skip(1)
                            .map(i -> new PassedOver(
                                    named(file.name(), sheets.names().get(i)), PassedOver.Why.SHEET))
                            .toList());
        }
    }

    private static String named(String file, String sheet) {
        return "%s, sheet \"%s\"".formatted(file, sheet);
    }

    private static ImportReader.Recognised read(ImportFile file, Sheets sheets, int sheet, RowSink sink)
            throws IOException {
        TableRows table = new TableRows(file, sink, true);
        int[] columns = {0};
        sheets.read(sheet, (number, cells) -> {
            if (!table.hasHeader()) {
                columns[0] = cells.size();
                table.header(cells);
            } else {
                table.take(number, padded(cells, columns[0]));
            }
            return !table.isFull();
        });
        return table.end();
    }

    /** Blank cells at the end of a row are not in the file. */
    private static List<String> padded(List<String> cells, int columns) {
        List<String> padded = new ArrayList<>(cells);
        while (padded.size() < columns) {
            padded.add("");
        }
        return padded;
    }

    private static boolean hasRows(Sheets sheets, int sheet) throws IOException {
        boolean[] found = {false};
        sheets.read(sheet, (number, cells) -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }

    /** A row without the blank cells at its end; empty for a blank row. */
    static List<String> trimmed(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isBlank()) {
            end--;
        }
        return List.copyOf(cells.subList(0, end));
    }
}
