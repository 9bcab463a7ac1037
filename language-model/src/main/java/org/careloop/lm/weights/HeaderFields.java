package org.careloop.lm.weights;

import java.io.ByteArrayInputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.careloop.lm.tensor.DType;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads the three fields of each tensor in a header: dtype, shape, data_offsets. Keeps nothing else of it, for a header of
 * some million empty objects would fill the memory before the first tensor is looked at.
 */
final class HeaderFields {
    /** Of numbers in a list. No tensor of a language model has more than four sizes. */
    private static final int MOST_NUMBERS = 16;

    /** Of what stands in a field, as much is shown. */
    private static final int SHOWN = 60;

    private static final Phrase SIZES =
            Phrase.of("weights.sizes", "a list of whole numbers, each 0 or more: the file is damaged, copy it again");

    private final Path file;
    private final JsonParser json;
    private final String name;

    private HeaderFields(Path file, JsonParser json, String name) {
        this.file = file;
        this.json = json;
        this.name = name;
    }

    /**
     * Reads all tensors of a header. A name that comes twice is an error: readers would differ in which they take.
     *
     * @throws tools.jackson.core.JacksonException when the header is not the expected JSON
     */
    static void read(Path file, MemorySegment header, BiConsumer<String, MappedFile.Entry> sink) {
        try (JsonParser json = Json.stream(new ByteArrayInputStream(header.toArray(ValueLayout.JAVA_BYTE)))) {
            require(json, json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                require(json, json.nextToken() == JsonToken.START_OBJECT);
                if (name.equals("__metadata__")) {
                    json.skipChildren();
                } else {
                    sink.accept(name, new HeaderFields(file, json, name).entry());
                }
            }
            // Blanks may stand behind it, so that the data begin at a multiple of eight.
            require(json, json.nextToken() == null);
        }
    }

    private static void require(JsonParser json, boolean expected) {
        if (!expected) {
            throw new StreamReadException(json, "not the header of a safetensors file");
        }
    }

    private MappedFile.Entry entry() {
        @Nullable DType dtype = null;
        long @Nullable [] shape = null;
        long @Nullable [] offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype();
                case "shape" -> shape = numbers(field);
                case "data_offsets" -> offsets = offsets();
                default -> json.skipChildren();
            }
        }
        if (shape == null || offsets == null) {
            throw wrong(shape == null ? "shape" : "data_offsets", null, SIZES);
        }
        return new MappedFile.Entry(dtype == null ? unknown(null) : dtype, shape, offsets[0], offsets[1]);
    }

    private DType dtype() {
        for (DType known : DType.values()) {
            if (json.hasToken(JsonToken.VALUE_STRING) && known.name().equals(json.getString())) {
                return known;
            }
        }
        return unknown(shown());
    }

    private DType unknown(@Nullable String given) {
        throw wrong(
                "dtype",
                given,
                Phrase.filled("weights.types", "one of %s: convert the checkpoint", Arrays.toString(DType.values())));
    }

    private long[] offsets() {
        long[] offsets = numbers("data_offsets");
        if (offsets.length != 2) {
            throw wrong(
                    "data_offsets",
                    Arrays.toString(offsets),
                    Phrase.of("weights.two-numbers", "two numbers: the file is damaged, copy it again"));
        }
        return offsets;
    }

    private long[] numbers(String field) {
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            throw wrong(field, shown(), SIZES);
        }
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = json.hasToken(JsonToken.VALUE_NUMBER_INT)
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || json.getLongValue() < 0) {
                throw wrong(field, "[… %s …]".formatted(shown()), SIZES);
            }
            numbers.add(json.getLongValue());
            if (numbers.size() > MOST_NUMBERS) {
                throw wrong(
                        field,
                        numbers + "…",
                        Phrase.filled(
                                "weights.few", "at most %s numbers: the file is damaged, copy it again", MOST_NUMBERS));
            }
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private @Nullable String shown() {
        String text = json.getString();
        return text == null || text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private BadInput wrong(String field, @Nullable Object value, Phrase expected) {
        return BadInput.in(
                file,
                Phrase.filled(
                        "weights.header-field",
                        "tensor \"%s\": field \"%s\" is %s; expected %s",
                        name,
                        field,
                        String.valueOf(value),
                        expected));
    }
}
