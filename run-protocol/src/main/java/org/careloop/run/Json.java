package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the product; reads and replaces whole JSON files with it. */
public final class Json {
    /** Lenient about unknown fields, strict about types; dates as ISO-8601 text. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static final Phrase ABSENT = Phrase.of("file.absent", "the file does not exist; check its name");

    private Json() {}

    /**
     * Reads a whole file.
     *
     * @throws BadInput when it is absent, is no JSON, or does not fit the type
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        if (Files.isDirectory(file)) {
            throw BadInput.in(file, JsonLines.DIRECTORY);
        }
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0) {
                throw BadInput.in(
                        file, Phrase.of("json.empty-file", "the file is empty; expected JSON: copy it again"));
            }
            return MAPPER.readValue(content, type);
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, ABSENT);
        } catch (JacksonException e) {
            LfsPointer.refuse(file);
            Phrase problem = problem(e);
            throw new BadInput(
                    e instanceof StreamReadException && e.getLocation() != null
                            ? BadInput.atLine(file.toString(), e.getLocation().getLineNr(), problem)
                            : BadInput.inFile(file.toString(), problem),
                    e);
        }
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
