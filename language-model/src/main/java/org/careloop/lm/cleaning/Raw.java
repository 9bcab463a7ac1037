package org.careloop.lm.cleaning;

import org.careloop.run.corpus.Document;
import org.jspecify.annotations.Nullable;

/**
 * A text as it was read.
 *
 * @param file its number among the files
 * @param isRow whether its bytes are a row, and not the text itself
 * @param source its bytes, or those of its row; null where they are too many
 */
@SuppressWarnings("ArrayRecordComponent") // read once and thrown away
record Raw(int file, boolean isRow, Document document, byte @Nullable [] source) {}
