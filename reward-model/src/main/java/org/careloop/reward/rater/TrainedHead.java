package org.careloop.reward.rater;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * A head in training. It reads pooled states x as (x - mean) / deviation, place by place, so that one learning rate suits them all;
 * the states of a trunk have places a hundred times as large as others.
 */
final class TrainedHead implements AutoCloseable {
    private final Tensor weight; // [1, hidden]
    private final Tensor bias; // [biases]
    private final Tensor mean; // [hidden]
    private final Tensor scale; // [hidden], one over the deviation

    TrainedHead(int hidden, double[] start, Device device) {
        try (Scope scope = Scope.open()) {
            weight = Tensor.zeros(new long[] {1, hidden}, DType.F32, device)
                    .unscoped()
                    .requiresGrad(true);
            bias = Tensor.of(start, start.length)
                    .to(DType.F32)
                    .to(device)
                    .copy()
                    .unscoped()
                    .requiresGrad(true);
            mean = Tensor.zeros(new long[] {hidden}, DType.F32, device).unscoped();
            scale = Tensor.ones(new long[] {hidden}, DType.F32, device).unscoped();
        }
    }

    /** By the names of a kept state, always in this order. */
    Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight);
        parameters.put("bias", bias);
        return parameters;
    }

    /** What it was brought to one size by, by the names of a kept state. */
    Map<String, Tensor> standard() {
        Map<String, Tensor> standard = new LinkedHashMap<>();
        standard.put("mean", mean);
        standard.put("scale", scale);
        return standard;
    }

    Tensor bias() {
        return bias;
    }

    /** Takes means and deviations from the pooled states of the texts to learn from. */
    void standardise(List<float[]> rows) {
        int width = rows.getFirst().length;
        float[] means = new float[width];
        float[] scales = new float[width];
        for (int place = 0; place < width; place++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : rows) {
                sum += row[place];
                squares += (double) row[place] * row[place];
            }
            double middle = sum / rows.size();
            double deviation = Math.sqrt(Math.max(0, squares / rows.size() - middle * middle));
            means[place] = (float) middle;
            // A place that says the same of every text says nothing.
            scales[place] = deviation > 1e-6 * (1 + Math.abs(middle)) ? (float) (1 / deviation) : 0;
        }
        try (Scope scope = Scope.open()) {
            mean.copyFrom(Tensor.of(means, width));
            scale.copyFrom(Tensor.of(scales, width));
        }
    }

    /** {@code [texts, hidden] -> [texts]}, before the biases. */
    Tensor apply(Tensor pooled) {
        return pooled.sub(mean).mul(scale).linear(weight).squeeze(-1);
    }

    /** The same head over pooled states as they are, and its biases with what the means amount to. */
    Folded folded() {
        float[] weights = weight.toFloats();
        float[] means = mean.toFloats();
        float[] scales = scale.toFloats();
        float[] own = new float[weights.length];
        double shift = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] = weights[i] * scales[i];
            shift -= (double) own[i] * means[i];
        }
        double always = shift;
        List<Double> biases = Arrays.stream(bias.toDoubles())
                .map(each -> each + always)
                .boxed()
                .toList();
        try (Scope scope = Scope.open()) {
            return new Folded(
                    new LinearHead(
                            Tensor.of(own, 1, own.length).to(weight.device()).unscoped()),
                    biases);
        }
    }

    /** @param head over pooled states as they are */
    record Folded(LinearHead head, List<Double> biases) {}

    @Override
    public void close() {
        weight.close();
        bias.close();
        mean.close();
        scale.close();
    }
}
