package org.careloop.web.dataset.files;

import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.Layouts;
import tools.jackson.core.JacksonException;

/** Takes the rows of one file as they are read. */
public interface RowSink {
    void row(SourceRow at, Layouts.Read row);

    /** Takes a row that cannot be read. */
    void refused(SourceRow at, BadRow why);

    /** Whether the rest of the file need not be read. */
    default boolean isFull() {
        return false;
    }

    /** Reads a row and hands it on, or throws what is wrong with it. */
    interface Reading {
        void read();
    }

    /** Reads a row, which is refused where it cannot be read. */
    default void attempt(SourceRow at, Reading reading) {
        try {
            reading.read();
        } catch (BadRow e) {
            refused(at, e);
        } catch (JacksonException e) {
            refused(at, unreadable(Json.problem(e)));
        } catch (IllegalArgumentException e) {
            refused(at, unreadable(BadValue.phrase(e)));
        }
    }

    private static BadRow unreadable(Object problem) {
        return new BadRow("value", "%s; mend or remove this row", problem);
    }
}
