package org.careloop.web.dataset.files;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Values in the XML of a workbook, held to what a spreadsheet can have: a number that no sheet has would ask for memory that
 * no machine has. A value that is none makes the workbook a damaged one, at its line.
 */
final class SheetXml {
    /** The width of the widest sheets, and the length of the longest, of both kinds of workbook. */
    static final int MOST_COLUMNS = 16_384;

    static final int MOST_ROWS = 1 << 20;

    private SheetXml() {}

    /** A whole number from 0 to {@code most}. */
    static int number(XMLStreamReader in, String text, int most) throws XMLStreamException {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(in, e);
        }
        throw wrong(in, null);
    }

    /** The same of an attribute; {@code otherwise} where it is left out. */
    static int number(XMLStreamReader in, @Nullable String namespace, String attribute, int otherwise, int most)
            throws XMLStreamException {
        String text = in.getAttributeValue(namespace, attribute);
        return text == null ? otherwise : number(in, text, most);
    }

    /** Adds the text at the reader's place to that of a cell, which is no longer than a row may be. */
    static void append(XMLStreamReader in, StringBuilder text) throws XMLStreamException {
        append(in, text, in.getText());
    }

    static void append(XMLStreamReader in, StringBuilder text, String more) throws XMLStreamException {
        if (text.length() + more.length() > LongLines.LONGEST) {
            throw wrong(in, null);
        }
        text.append(more);
    }

    /** The text of the element that the reader has just entered, which holds no other. */
    static String text(XMLStreamReader in) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.hasText() && in.getEventType() != XMLStreamConstants.COMMENT) {
                append(in, text);
            } else if (in.isStartElement()) {
                throw wrong(in, null);
            }
        }
        return text.toString();
    }

    static XMLStreamException wrong(XMLStreamReader in, @Nullable Throwable cause) {
        return new XMLStreamException("no value of a sheet", in.getLocation(), cause);
    }
}
