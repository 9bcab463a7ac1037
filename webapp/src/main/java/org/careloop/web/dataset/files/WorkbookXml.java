package org.careloop.web.dataset.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.careloop.run.BadInput;

/** The XML inside a workbook, as streams that unpack to no more than they may. No entity or outer file is ever read. */
final class WorkbookXml {
    private static final long MOST_BYTES = 1L << 30;
    private static final long UNSUSPICIOUS = 64 << 20;
    private static final long MOST_RATIO = 200;

    private final ImportFile file;
    private final ZipFile zip;
    private final long most;

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
            throw damaged("it has no " + entry);
        }
        long[] unpacked = {0};
        try (InputStream in = zip.getInputStream(found)) {
            XMLStreamReader xml = factory().createXMLStreamReader(new CountedStream(in, read -> {
                unpacked[0] += read;
                refuseLarge(unpacked[0]);
            }));
            reading.read(xml);
            xml.close();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw damaged("%s is no XML at line %d"
                    .formatted(
                            entry, e.getLocation() == null ? 0 : e.getLocation().getLineNumber()));
        }
    }

    private void refuseLarge(long unpacked) {
        if (unpacked > most) {
            throw BadInput.coded(
                    "import.workbook-large",
                    "%s: the workbook unpacks to more than %,d bytes; save the sheet as CSV UTF-8 and import that"
                            .formatted(file.name(), most),
                    file.name(),
                    most);
        }
    }

    private BadInput damaged(String why) {
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
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
