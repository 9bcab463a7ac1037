package org.careloop.web.dataset.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.SourceRow;

/** A row that cannot be imported, and why. */
public record RefusedRow(
        @JsonIgnore SourceRow at, @JsonIgnore BadRow why) {
    @JsonProperty
    public String file() {
        return at.file();
    }

    @JsonProperty
    public long line() {
        return at.line();
    }

    /** In English. */
    @JsonProperty
    public String problem() {
        return why.problem();
    }

    /** Place and problem in English. */
    String message() {
        return at + ": " + why.problem();
    }
}
