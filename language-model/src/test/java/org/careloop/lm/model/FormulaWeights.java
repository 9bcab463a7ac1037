package org.careloop.lm.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.careloop.lm.tensor.Tensor;

/** Weights that follow from their names, the same numbers as {@code weight} of src/test/referee/language_model_parity.py. */
final class FormulaWeights implements ParameterSource {
    @Override
    public Tensor get(String name, long... shape) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            double value = (mixed((int) sum.getValue() + i) >>> 8) / 0x1p23 - 1;
            values[i] = (float) (name.endsWith("norm.weight") ? 1 + 0.2 * value : 0.3 * value);
        }
        return Tensor.of(values, shape).unscoped();
    }

    private static int mixed(int number) {
        int x = (number ^ number >>> 16) * 0x7FEB352D;
        x = (x ^ x >>> 15) * 0x846CA68B;
        return x ^ x >>> 16;
    }
}
