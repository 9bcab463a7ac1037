package org.careloop.lm.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** Reads the three fields of a tensor in a header: dtype, shape, data_offsets. */
final class HeaderFields {
    private HeaderFields() {}

    static MappedFile.Entry entry(Path file, String name, Map<String, Object> fields) {
        long[] offsets = numbers(file, name, "data_offsets", fields.get("data_offsets"));
        if (offsets.length != 2) {
            throw wrong(
                    file,
                    name,
                    "data_offsets",
                    fields.get("data_offsets"),
                    Phrase.of("weights.two-numbers", "two numbers: the file is damaged, copy it again"));
        }
        long[] shape = numbers(file, name, "shape", fields.get("shape"));
        return new MappedFile.Entry(dtype(file, name, fields.get("dtype")), shape, offsets[0], offsets[1]);
    }

    private static DType dtype(Path file, String name, @Nullable Object value) {
        for (DType known : DType.values()) {
            if (known.name().equals(value)) {
                return known;
            }
        }
        throw wrong(
                file,
                name,
                "dtype",
                value,
                Phrase.filled("weights.types", "one of %s: convert the checkpoint", Arrays.toString(DType.values())));
    }

    private static long[] numbers(Path file, String name, String field, @Nullable Object value) {
        if (!(value instanceof List<?> list)
                || !list.stream()
                        .allMatch(v -> (v instanceof Integer || v instanceof Long) && ((Number) v).longValue() >= 0)) {
            throw wrong(
                    file,
                    name,
                    field,
                    value,
                    Phrase.of(
                            "weights.sizes",
                            "a list of whole numbers, each 0 or more: the file is damaged, copy it again"));
        }
        return list.stream().mapToLong(v -> ((Number) v).longValue()).toArray();
    }

    private static BadInput wrong(Path file, String name, String field, @Nullable Object value, Phrase expected) {
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
