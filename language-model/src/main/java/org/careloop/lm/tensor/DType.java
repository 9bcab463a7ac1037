package org.careloop.lm.tensor;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element type of a tensor. */
public enum DType {
    F32(ScalarType.Float, 4, true),
    F64(ScalarType.Double, 8, true),
    F16(ScalarType.Half, 2, true),
    BF16(ScalarType.BFloat16, 2, true),
    I64(ScalarType.Long, 8, false),
    I32(ScalarType.Int, 4, false),
    U8(ScalarType.Byte, 1, false),
    BOOL(ScalarType.Bool, 1, false);

    final ScalarType type;
    private final int bytes;
    private final boolean floating;

    DType(ScalarType type, int bytes, boolean floating) {
        this.type = type;
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return floating;
    }

    /** Reads names as people write them in settings: f32, float32, bf16, bfloat16, f16, float16. */
    public static DType parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "f32", "fp32", "float32" -> F32;
            case "bf16", "bfloat16" -> BF16;
            case "f16", "fp16", "float16" -> F16;
            default ->
                throw new IllegalArgumentException("\"%s\" is not known; expected f32, bf16 or f16".formatted(name));
        };
    }

    static DType of(ScalarType type) {
        // Each value of the native enum is a new object, so `==` fails; compare their numbers.
        for (DType known : values()) {
            if (known.type.value == type.value) {
                return known;
            }
        }
        throw new NativeException("element type %s is not supported".formatted(type.intern()));
    }
}
