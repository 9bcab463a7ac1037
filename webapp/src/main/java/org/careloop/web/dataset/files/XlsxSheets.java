package org.careloop.web.dataset.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The sheets of an xlsx workbook (ECMA-376, SpreadsheetML): texts with their line ends, numbers as they are shown, dates in
 * ISO 8601, formulas by their last result.
 */
final class XlsxSheets implements Workbook.Sheets {
    static final String WORKBOOK = "xl/workbook.xml";
    private static final String SHARED = "xl/sharedStrings.xml";
    private static final String STYLES = "xl/styles.xml";
    /** Memory of a text beside its letters. */
    private static final int OF_A_TEXT = 64;

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final WorkbookXml xml;
    private final List<String> names = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();
    private long sharedBytes;
    private NumberFormats formats = new NumberFormats(false);

    XlsxSheets(WorkbookXml xml) throws IOException {
        this.xml = xml;
        sheets();
        if (xml.has(SHARED)) {
            xml.read(SHARED, this::sharedTexts);
        }
        if (xml.has(STYLES)) {
            xml.read(STYLES, formats::read);
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    private void sheets() throws IOException {
        Map<String, String> targets = new HashMap<>();
        xml.read("xl/_rels/workbook.xml.rels", in -> {
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("Relationship")) {
                    targets.put(in.getAttributeValue(null, "Id"), in.getAttributeValue(null, "Target"));
                }
            }
        });
        xml.read(WORKBOOK, in -> {
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT) {
                    workbookElement(in, targets);
                }
            }
        });
    }

    private void workbookElement(XMLStreamReader in, Map<String, String> targets) {
        if (in.getLocalName().equals("workbookPr")) {
            String since1904 = in.getAttributeValue(null, "date1904");
            formats = new NumberFormats("1".equals(since1904) || "true".equals(since1904));
        }
        if (in.getLocalName().equals("sheet")) {
            String target = targets.get(relation(in));
            if (target != null && target.contains("worksheets/")) {
                names.add(String.valueOf(in.getAttributeValue(null, "name")));
                parts.add(target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
        }
    }

    /** The attribute {@code r:id}, whose namespace differs between the transitional and the strict form. */
    private static String relation(XMLStreamReader in) {
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (in.getAttributeLocalName(i).equals("id")) {
                return in.getAttributeValue(i);
            }
        }
        return "";
    }

    private void sharedTexts(XMLStreamReader in) throws XMLStreamException {
        while (in.hasNext()) {
            if (in.next() == XMLStreamConstants.START_ELEMENT
                    && in.getLocalName().equals("si")) {
                String text = text(in, "si");
                shared.add(text);
                sharedBytes += OF_A_TEXT + 2L * text.length();
                xml.refuseHeld(sharedBytes);
            }
        }
    }

    /** The text of an element in all its runs, without the reading of East Asian characters. */
    private static String text(XMLStreamReader in, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals(element)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("t") && !phonetic) {
                SheetXml.append(in, text, SheetXml.text(in));
            } else if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                phonetic = in.getLocalName().equals("rPh") ? event == XMLStreamConstants.START_ELEMENT : phonetic;
            }
        }
        return unescaped(text.toString());
    }

    /** Characters that XML cannot hold, and a carriage return, stand as {@code _x000D_}. */
    private static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))))
                : text;
    }

    @Override
    public void read(int sheet, Workbook.Rows rows) throws IOException {
        Workbook.Rows counted = xml.counted(rows);
        xml.read(parts.get(sheet), in -> {
            int number = 0;
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT
                        && in.getLocalName().equals("row")) {
                    number = SheetXml.number(in, null, "r", number + 1, SheetXml.MOST_ROWS);
                    List<String> cells = Workbook.trimmed(cells(in));
                    if (!cells.isEmpty() && !counted.row(number, cells)) {
                        return;
                    }
                }
            }
        });
    }

    private List<String> cells(XMLStreamReader in) throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("c")) {
                int column = column(in, cells.size());
                while (cells.size() < column) {
                    cells.add("");
                }
                cells.add(cell(in));
            }
        }
        return cells;
    }

    /** The number of a column from 0: A, B, … Z, AA. */
    private static int column(XMLStreamReader in, int next) throws XMLStreamException {
        String place = in.getAttributeValue(null, "r");
        int column = 0;
        for (int i = 0; place != null && i < place.length() && Character.isLetter(place.charAt(i)); i++) {
            column = column * 26 + place.charAt(i) - 'A' + 1;
            if (column < 1 || column > SheetXml.MOST_COLUMNS) {
                throw SheetXml.wrong(in, null);
            }
        }
        return place == null ? next : column - 1;
    }

    private String cell(XMLStreamReader in) throws XMLStreamException {
        String type = in.getAttributeValue(null, "t");
        int style = SheetXml.number(in, null, "s", 0, Integer.MAX_VALUE);
        String value = "";
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("v")) {
                value = SheetXml.text(in);
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && in.getLocalName().equals("is")) {
                value = text(in, "is");
            }
        }
        return shown(in, type == null ? "n" : type, style, value);
    }

    private String shown(XMLStreamReader in, String type, int style, String value) throws XMLStreamException {
        return switch (type) {
            case "s" -> value.isEmpty() ? "" : shared.get(SheetXml.number(in, value, shared.size() - 1));
            case "str" -> unescaped(value);
            case "b" -> value.equals("1") ? "true" : "false";
            case "n" -> value.isEmpty() ? "" : formats.shown(in, value, style);
            default -> value;
        };
    }
}
