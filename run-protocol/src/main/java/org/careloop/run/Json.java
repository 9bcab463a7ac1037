package org.careloop.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the product; reads and replaces whole JSON files with it. */
public final class Json {
    /** As many values are kept at once; some bytes of empty objects would be a hundred times as many of memory. */
    private static final long MOST_TOKENS = 2_000_000;

    /** A whole file of JSON is kept in memory. The largest known, an index of a hundred thousand tensors, has 9 MB. */
    private static final long MOST_BYTES = 32 << 20;

    /** Lenient about unknown fields, strict about types; dates as ISO-8601 text. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final JsonFactory STREAMS = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final Phrase ABSENT = Phrase.of("file.absent", "the file does not exist; check its name");
    private static final Phrase EMPTY = Phrase.of("json.empty-file", "the file is empty; expected JSON: copy it again");

    private Json() {}

    /**
     * Reads a whole file.
     *
     * @throws BadInput when it is absent, is no JSON, or does not fit the type
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return read(file, MAPPER.readerFor(type));
    }

    /**
     * Reads a whole file that a person wrote: a field that is not known is refused, because a slip would be a field without effect.
     *
     * @throws BadInput when it is absent, is no JSON, or does not fit the type
     */
    public static <T> T readStrictly(Path file, Class<T> type) throws IOException {
        return read(
                file,
                MAPPER.readerFor(type)
                        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
    }

    private static <T> T read(Path file, ObjectReader reader) throws IOException {
        if (Files.isDirectory(file)) {
            throw BadInput.in(file, JsonLines.DIRECTORY);
        }
        try {
            byte[] content = content(file);
            if (content.length == 0) {
                throw BadInput.in(file, EMPTY);
            }
            return reader.readValue(content);
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, ABSENT);
        } catch (JacksonException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Insists that a file of any size is JSON, and keeps nothing of it.
     *
     * @throws BadInput when it is none
     */
    public static void requireJson(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser json = stream(in)) {
            if (json.nextToken() == null) {
                throw BadInput.in(file, EMPTY);
            }
            json.skipChildren();
        } catch (JacksonException e) {
            throw unreadable(file, e);
        }
    }

    private static BadInput unreadable(Path file, JacksonException e) throws IOException {
        LfsPointer.refuse(file);
        Phrase problem = problem(e);
        return new BadInput(
                e instanceof StreamReadException && e.getLocation() != null
                        ? BadInput.atLine(file.toString(), e.getLocation().getLineNr(), problem)
                        : BadInput.inFile(file.toString(), problem),
                e);
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(Math.toIntExact(MOST_BYTES) + 1);
            if (content.length > MOST_BYTES) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "json.large",
                                "the file has more than %s bytes; expected less of a file that describes something:"
                                        + " copy it again",
                                MOST_BYTES));
            }
            return content;
        }
    }

    /** Reads JSON of any size, for whoever keeps little of it; a field that stands twice is refused. Closing it closes the stream. */
    public static JsonParser stream(InputStream in) {
        return STREAMS.createParser(ObjectReadContext.empty(), in);
    }

    /** The same of a text. */
    public static JsonParser stream(Reader text) {
        return STREAMS.createParser(ObjectReadContext.empty(), text);
    }

    /** Writes a whole file so that a reader sees the old content or the new one, never a part. */
    public static void replace(Path file, Object value) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * What is wrong with JSON, or with what it holds: the field, what was given, what was expected. Names no type of this
     * program or of its libraries, and shows nothing of the source but the value concerned.
     */
    public static Phrase problem(JacksonException e) {
        return JsonProblem.of(e);
    }

    /** What a value of a type is called to people, such as "a whole number". */
    public static Phrase named(Class<?> type) {
        return JsonWords.expected(type.getName());
    }
}
