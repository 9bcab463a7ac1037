package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the product; reads and replaces whole JSON files with it. */
public final class Json {
    /** Lenient about unknown fields, strict about types; dates as ISO-8601 text. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    /**
     * Reads a whole file.
     *
     * @throws BadInput when it is absent, is no JSON, or does not fit the type
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0) {
                throw BadInput.in(file, "the file is empty; expected JSON: copy it again");
            }
            return MAPPER.readValue(content, type);
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, "the file does not exist");
        } catch (JacksonException e) {
            LfsPointer.refuse(file);
            throw new BadInput("%s: %s".formatted(file, problem(e)), e);
        }
    }

    /** Writes a whole file so that a reader sees the old content or the new one, never a part. */
    public static void replace(Path file, Object value) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The error in one line that names the field, without Java type names and without a snippet of the source. */
    public static String problem(JacksonException e) {
        String field = e instanceof DatabindException d ? path(d) : "";
        Throwable cause = e.getCause() instanceof IllegalArgumentException own ? own : e;
        String text = cause instanceof JacksonException j ? words(j) : String.valueOf(cause.getMessage());
        String place = field.isEmpty() ? "" : "field \"%s\": ".formatted(field);
        return place + text.lines().findFirst().orElse("not readable as JSON");
    }

    /** The message of the library, without the source positions that it adds in brackets. */
    private static String words(JacksonException e) {
        return e instanceof InvalidFormatException format
                ? "\"%s\"; expected %s".formatted(format.getValue(), kind(format.getTargetType()))
                : e.getOriginalMessage().replaceFirst(" \\(start marker.*", "");
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "a moment such as 2026-01-31T08:00:00Z";
        }
        return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "a number";
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
