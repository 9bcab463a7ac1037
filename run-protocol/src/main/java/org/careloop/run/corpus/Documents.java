package org.careloop.run.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.TextEncoding;
import org.careloop.run.rows.TextRule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The texts of one file in order, from any place at which a text begins. Holds one text at a time, whatever the size of the file.
 * A text that cannot be read is given with what is wrong with it, and reading goes on behind it.
 */
public final class Documents implements AutoCloseable {
    /** Bytes of one text, or of its row. A book has some megabytes. */
    private static final int LONGEST = 32 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final TextFile file;
    private final TextUnit unit;
    private final InputStream in;
    private final ByteLines lines;
    private final RowFields fields;
    private byte @Nullable [] source;

    private Documents(TextFile file, TextUnit unit, RowFields fields, InputStream in, ByteLines lines) {
        this.file = file;
        this.unit = unit;
        this.fields = fields;
        this.in = in;
        this.lines = lines;
    }

    /** A row of a file; other fields of it are not looked at. */
    record Row(@Nullable String text, @Nullable JsonNode quality) {
        @Nullable
        Double number() {
            return quality != null && quality.isNumber() && Double.isFinite(quality.asDouble())
                    ? quality.asDouble()
                    : null;
        }
    }

    /**
     * Opens a file.
     *
     * @param unit what one text is where it is plain text
     * @param start byte at which a text begins, as {@link Document#start} has it, or 0
     * @param line of that text, counted from 1
     * @throws BadInput when the file is gone, ends before that place, or is damaged
     */
    public static Documents open(TextFile file, TextUnit unit, long start, long line) throws IOException {
        return open(file, unit, RowFields.TEXT, start, line);
    }

    /**
     * The same for rows whose texts stand in other fields; those of one row are one text, a line each.
     *
     * @param fields of a row that hold its texts
     */
    public static Documents open(TextFile file, TextUnit unit, RowFields fields, long start, long line)
            throws IOException {
        try {
            InputStream in = file.open(start);
            return new Documents(file, unit, fields, in, new ByteLines(in, start, line, LONGEST));
        } catch (EOFException | ZipException e) {
            throw file.broken(e);
        }
    }

    /** The byte at which the next text begins. */
    public long offset() {
        return lines.offset();
    }

    /** The line on which the next text begins. */
    public long line() {
        return lines.line();
    }

    /** The bytes of the text that was given last, or of its row, without the end of its line; null where they are too many. */
    public byte @Nullable [] source() {
        return source;
    }

    /**
     * The next text; null at the end of the file.
     *
     * @throws BadInput when a packed file is damaged here
     */
    public @Nullable Document next() throws IOException {
        try {
            ByteLines.Line first = lines.next();
            if (first == null) {
                return null;
            }
            if (file.isRows()) {
                return row(first);
            }
            return unit == TextUnit.LINE ? text(first, first.bytes()) : text(first, gathered(first));
        } catch (EOFException | ZipException e) {
            throw file.broken(e);
        }
    }

    private Document row(ByteLines.Line line) {
        Document whole = text(line, line.bytes());
        if (whole.problem() != null || whole.isBlank()) {
            return whole;
        }
        try {
            Row row = row(line, whole.text());
            return row.text() == null
                    ? unreadable(
                            line,
                            Phrase.filled(
                                    "texts.no-text",
                                    "the row has no field \"%s\"; expected an object with a text in that field",
                                    String.join(", ", fields.names())))
                    : checked(line, row.text(), whole.text(), row.number());
        } catch (BadInput e) {
            return Document.unreadable(line.start(), line.number(), e.phrase());
        }
    }

    private Row row(ByteLines.Line line, String written) {
        if (fields.equals(RowFields.TEXT)) {
            return JsonLines.row(file.path(), line.number(), written, Row.class);
        }
        JsonNode row = JsonLines.row(file.path(), line.number(), written, JsonNode.class);
        List<String> texts = fields.texts(row);
        return new Row(texts.isEmpty() ? null : String.join("\n", texts), row.get(Document.QUALITY));
    }

    /** The bytes of a text of several lines: to the end of the file, or to an empty line. Null where they are too many. */
    private byte @Nullable [] gathered(ByteLines.Line first) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (ByteLines.Line line = first; line != null; line = lines.next()) {
            byte[] bytes = line.bytes();
            if (unit == TextUnit.PARAGRAPH && bytes != null && bytes.length == 0) {
                break;
            }
            tooLong |= bytes == null || all.size() + bytes.length > LONGEST;
            if (tooLong) {
                all.reset();
            } else {
                all.write(bytes);
                all.write('\n');
            }
        }
        return tooLong ? null : Arrays.copyOf(all.toByteArray(), Math.max(0, all.size() - 1));
    }

    private Document text(ByteLines.Line first, byte @Nullable [] bytes) {
        source = bytes;
        if (bytes == null) {
            return unreadable(first, tooLong());
        }
        if (first.start() == 0) {
            Phrase foreign = TextEncoding.ofStart(Arrays.copyOf(bytes, Math.min(bytes.length, TextEncoding.SAMPLE)))
                    .orElse(null);
            if (foreign != null) {
                return unreadable(first, foreign);
            }
        }
        int from = first.start() == 0 && Arrays.mismatch(bytes, BYTE_ORDER_MARK) >= BYTE_ORDER_MARK.length
                ? BYTE_ORDER_MARK.length
                : 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return file.isRows()
                    ? Document.plain(first.start(), first.number(), text)
                    : checked(first, text, null, null);
        } catch (CharacterCodingException e) {
            return notUtf8(first, bytes);
        }
    }

    private Phrase tooLong() {
        return !file.isRows() && unit == TextUnit.FILE
                ? Phrase.filled(
                        "texts.long-file",
                        "the file is one text of more than %s bytes; set textUnit=line or textUnit=paragraph where its"
                                + " texts are divided so, or cut it into files",
                        LONGEST)
                : Phrase.filled(
                        "texts.long-line",
                        "the text has more than %s bytes; expected one text a line, no longer than that: divide it",
                        LONGEST);
    }

    private Document notUtf8(ByteLines.Line first, byte[] bytes) {
        try {
            return TextEncoding.find(new ByteArrayInputStream(bytes))
                    .map(found -> Document.unreadable(
                            first.start(),
                            first.number(),
                            BadInput.atLine(
                                    file.path().toString(), first.number() + found.line() - 1, found.problem())))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private Document checked(ByteLines.Line first, String text, @Nullable String row, @Nullable Double quality) {
        return TextRule.broken("text", text)
                .map(problem -> unreadable(first, problem))
                .orElseGet(() -> new Document(first.start(), first.number(), text, row, quality, null));
    }

    private Document unreadable(ByteLines.Line first, Phrase problem) {
        return Document.unreadable(
                first.start(), first.number(), BadInput.atLine(file.path().toString(), first.number(), problem));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
