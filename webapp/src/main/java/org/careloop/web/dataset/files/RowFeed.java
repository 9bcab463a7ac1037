package org.careloop.web.dataset.files;

import java.util.Objects;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.dataset.layout.Layouts;
import org.jspecify.annotations.Nullable;

/** Brings the rows of one file to a sink. The first row of a known layout decides which layout all of them have. */
final class RowFeed {
    /** So many rows of no known layout at the beginning say that all of the file is like that. */
    private static final int UNKNOWN_ROWS = 100;

    private final ImportFile file;
    private final RowSink sink;
    private @Nullable Layouts layout;
    private long taken;
    private String firstFields = "";
    private @Nullable Phrase remedy;
    private @Nullable SourceRow last;

    RowFeed(ImportFile file, RowSink sink) {
        this.file = file;
        this.sink = sink;
    }

    /** Takes what stands at the place of a row, which should be an object. */
    void take(SourceRow at) {
        taken++;
        last = at;
        sink.attempt(at, () -> {
            if (!at.asItStood().isObject()) {
                throw new BadRow("json.object", "expected an object in braces; mend or remove this row");
            }
            Row row = new Row(at.asItStood());
            layout(row).read(row).forEach(read -> sink.row(at, read));
        });
    }

    void refuse(SourceRow at, BadRow why) {
        taken++;
        last = at;
        sink.refused(at, why);
    }

    private Layouts layout(Row row) {
        if (layout == null) {
            layout = Layouts.recognise(row, file.firstSix()).orElse(null);
        }
        if (layout != null) {
            return layout;
        }
        String fields = String.join(", ", row.names());
        if (firstFields.isEmpty()) {
            firstFields = fields;
            remedy = Layouts.whatToDo(row);
        }
        if (taken >= UNKNOWN_ROWS) {
            throw unknown();
        }
        throw new BadRow("row.unknown", "the fields %s are of no known format; %s", fields, Layouts.whatToDo(row));
    }

    /**
     * Ends the file and says what its rows were recognised as.
     *
     * @throws BadInput when there was none, or none of a known layout
     */
    ImportFormat end() {
        if (taken == 0) {
            throw BadInput.coded(
                    "import.no-rows", "%s: the file holds no rows; expected some".formatted(file.name()), file.name());
        }
        if (layout == null && !firstFields.isEmpty()) {
            throw unknown();
        }
        return layout == null ? ImportFormat.COMPARISONS : end(layout);
    }

    private ImportFormat end(Layouts recognised) {
        sink.attempt(Objects.requireNonNull(last).withoutText(), recognised::end);
        return recognised.format();
    }

    private BadInput unknown() {
        return BadInput.coded(
                "import.unknown",
                "%s: rows with the fields %s are of no known format; %s".formatted(file.name(), firstFields, remedy),
                file.name(),
                firstFields,
                Objects.requireNonNull(remedy));
    }
}
