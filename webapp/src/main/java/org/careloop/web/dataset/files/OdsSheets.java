package org.careloop.web.dataset.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The sheets of an ods workbook (OpenDocument 1.3): texts with a line end between their paragraphs, numbers as they are
 * shown, dates in ISO 8601.
 */
final class OdsSheets implements Workbook.Sheets {
    private static final String CONTENT = "content.xml";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private final WorkbookXml xml;
    private final List<String> names = new ArrayList<>();

    OdsSheets(WorkbookXml xml) throws IOException {
        this.xml = xml;
        xml.read(CONTENT, in -> {
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT && is(in, TABLE, "table")) {
                    names.add(String.valueOf(in.getAttributeValue(TABLE, "name")));
                }
            }
        });
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void read(int sheet, Workbook.Rows rows) throws IOException {
        Workbook.Rows counted = xml.counted(rows);
        xml.read(CONTENT, in -> {
            int table = -1;
            long number = 0;
            while (in.hasNext() && table <= sheet) {
                if (in.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                table += is(in, TABLE, "table") ? 1 : 0;
                if (table == sheet && is(in, TABLE, "table-row")) {
                    int times = times(in, "number-rows-repeated", SheetXml.MOST_ROWS);
                    if (!rows(counted, number + 1, times, Workbook.trimmed(cells(in)))) {
                        return;
                    }
                    number += times;
                }
            }
        });
    }

    private static boolean rows(Workbook.Rows rows, long first, long times, List<String> cells) {
        boolean more = true;
        for (long i = 0; i < times && !cells.isEmpty() && more; i++) {
            more = rows.row(first + i, cells);
        }
        return more;
    }

    /** Blank cells and rows are written once with the number of their repetitions, which may go beyond the sheet. */
    private static int times(XMLStreamReader in, String attribute, int most) throws XMLStreamException {
        return Math.clamp(SheetXml.number(in, TABLE, attribute, 1, Integer.MAX_VALUE), 1, most);
    }

    private static List<String> cells(XMLStreamReader in) throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && is(in, TABLE, "table-row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT
                    && (is(in, TABLE, "table-cell") || is(in, TABLE, "covered-table-cell"))) {
                int times = times(in, "number-columns-repeated", SheetXml.MOST_COLUMNS);
                String cell = cell(in, in.getLocalName());
                for (long i = 0; i < times && cells.size() < SheetXml.MOST_COLUMNS; i++) {
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private static String cell(XMLStreamReader in, String element) throws XMLStreamException {
        @Nullable String date = in.getAttributeValue(OFFICE, "date-value");
        List<String> paragraphs = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && is(in, TABLE, element)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && is(in, OFFICE, "annotation")) {
                skip(in);
            } else if (event == XMLStreamConstants.START_ELEMENT && is(in, TEXT, "p")) {
                paragraphs.add(paragraph(in));
            }
        }
        return date == null ? String.join("\n", paragraphs) : date.replaceFirst("T00:00:00$", "");
    }

    private static String paragraph(XMLStreamReader in) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && is(in, TEXT, "p")) {
                break;
            }
            if (in.hasText() && event != XMLStreamConstants.COMMENT) {
                SheetXml.append(in, text);
            } else if (event == XMLStreamConstants.START_ELEMENT && is(in, TEXT, "s")) {
                SheetXml.append(in, text, " ".repeat(SheetXml.number(in, TEXT, "c", 1, LongLines.LONGEST)));
            } else if (event == XMLStreamConstants.START_ELEMENT && is(in, TEXT, "tab")) {
                text.append('\t');
            } else if (event == XMLStreamConstants.START_ELEMENT && is(in, TEXT, "line-break")) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Leaves out an element with everything in it. */
    private static void skip(XMLStreamReader in) throws XMLStreamException {
        for (int depth = 1; depth > 0 && in.hasNext(); ) {
            int event = in.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private static boolean is(XMLStreamReader in, String namespace, String name) {
        return in.getLocalName().equals(name) && namespace.equals(in.getNamespaceURI());
    }
}
