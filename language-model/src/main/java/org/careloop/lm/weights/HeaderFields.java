package org.careloop.lm.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;

/** Reads the three fields of a tensor in a header: dtype, shape, data_offsets. */
final class HeaderFields {
    private HeaderFields() {}

    static MappedFile.Entry entry(Path file, String name, Map<String, Object> fields) {
        long[] offsets = numbers(file, name, "data_offsets", fields.get("data_offsets"));
        if (offsets.length != 2) {
            throw wrong(file, name, "data_offsets", fields.get("data_offsets"), "two numbers");
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
        throw wrong(file, name, "dtype", value, "one of " + Arrays.toString(DType.values()));
    }

    private static long[] numbers(Path file, String name, String field, @Nullable Object value) {
        if (!(value instanceof List<?> list)
                || !list.stream().allMatch(v -> v instanceof Integer || v instanceof Long)) {
            throw wrong(file, name, field, value, "a list of whole numbers");
        }
        return list.stream().mapToLong(v -> ((Number) v).longValue()).toArray();
    }

    private static BadInput wrong(Path file, String name, String field, @Nullable Object value, String expected) {
        return BadInput.in(
                file, "tensor \"%s\": field \"%s\" is %s; expected %s".formatted(name, field, value, expected));
    }
}
