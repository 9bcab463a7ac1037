package org.careloop.web.dataset.files;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.Layouts;

/** How many rows of a file are read, and how many are refused. */
final class Counted implements RowSink {
    long rows;
    long refused;

    static Counted read(Path file) throws IOException {
        Counted counted = new Counted();
        ImportReader.read(new ImportFile(String.valueOf(file.getFileName()), file), part -> counted);
        return counted;
    }

    @Override
    public void row(SourceRow at, Layouts.Read row) {
        rows++;
    }

    @Override
    public void refused(SourceRow at, BadRow why) {
        refused++;
    }
}
