package org.careloop.run.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one text of a plain text file is. */
public enum TextUnit {
    @JsonProperty("file")
    FILE,
    @JsonProperty("line")
    LINE,
    /** Texts end at empty lines. */
    @JsonProperty("paragraph")
    PARAGRAPH
}
