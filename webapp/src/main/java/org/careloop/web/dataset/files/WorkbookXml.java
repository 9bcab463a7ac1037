package org.careloop.web.dataset.files;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/** The XML inside a workbook, as streams that unpack to no more than they may. No entity or outer file is ever read. */
final class WorkbookXml {
    private static final long MOST_BYTES = 1L << 30;
    private static final long MOST_HELD = 256 << 20;
    private static final long UNSUSPICIOUS = 64 << 20;
    private static final long MOST_RATIO = 200;

    private final ImportFile file;
    private final ZipFile zip;
    private final long most;
    private long given;

    WorkbookXml(ImportFile file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.most = Math.min(MOST_BYTES, Math.max(UNSUSPICIOUS, Files.size(file.path()) * MOST_RATIO));
    }

    /** Reads one file of the workbook. */
    interface Reading {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    boolean has(String entry) {
        return zip.getEntry(entry) != null;
    }

    /**
     * Reads a file of the workbook, as far as the reading wants.
     *
     * @throws BadInput when it is absent, broken or too large
     */
    void read(String entry, Reading reading) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw damaged(Phrase.filled("import.workbook-part", "it has no %s", entry));
        }
        long[] unpacked = {0};
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(found), new CRC32())) {
            InputStream limited = new CountedStream(in, read -> refuseLarge(unpacked[0] += read, most));
            XMLStreamReader xml = factory().createXMLStreamReader(limited);
            reading.read(xml);
            xml.close();
            limited.transferTo(OutputStream.nullOutputStream());
            if (in.getChecksum().getValue() != found.getCrc()) {
                throw damaged(Phrase.filled("import.workbook-sum", "%s is not as it was written", entry));
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw unreadable(entry, io);
            }
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw damaged(Phrase.filled("import.workbook-line", "%s cannot be read at line %s", entry, line));
        } catch (IOException e) {
            throw unreadable(entry, e);
        }
    }

    private IOException unreadable(String entry, IOException e) {
        if (e instanceof ZipException || e instanceof EOFException || e instanceof CharConversionException) {
            throw damaged(Phrase.filled("import.workbook-sum", "%s is not as it was written", entry));
        }
        return e;
    }

    /** Counts what the sheets give, of which little XML can make much: repeated rows, and texts that many cells share. */
    Workbook.Rows counted(Workbook.Rows rows) {
        return (number, cells) -> {
            given += cells.size();
            cells.forEach(cell -> given += cell.length());
            refuseHeld(given);
            return rows.row(number, cells);
        };
    }

    /** Refuses more than a reader can hold in memory. */
    void refuseHeld(long bytes) {
        refuseLarge(bytes, MOST_HELD);
    }

    private void refuseLarge(long bytes, long most) {
        if (bytes > most) {
            throw BadInput.coded(
                    "import.workbook-large",
                    "%s: the workbook unpacks to more than %,d bytes; save the sheet as CSV UTF-8 and import that"
                            .formatted(file.name(), most),
                    file.name(),
                    most);
        }
    }

    private BadInput damaged(Phrase why) {
        return BadInput.coded(
                "import.workbook-damaged",
                "%s: the workbook is damaged (%s); open and save it again".formatted(file.name(), why),
                file.name(),
                why);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // The library's own reporter writes to the console.
        factory.setXMLReporter((message, kind, related, at) -> {});
        return factory;
    }
}
