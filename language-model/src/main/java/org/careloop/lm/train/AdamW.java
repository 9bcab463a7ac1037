package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Fused;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * AdamW (Loshchilov and Hutter 2019) on plain tensors: two moments a parameter and a step count. These are its whole
 * state, so that a resumed run gives the same bits. Matrices have weight decay, vectors (norms, biases) do not.
 */
public final class AdamW implements AutoCloseable {
    /**
     * @param epsilon added to the root of the second moment
     * @param weightDecay decoupled, times the learning rate
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
        public Settings {
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
                throw new IllegalArgumentException("betas %s and %s; expected both in [0, 1)".formatted(beta1, beta2));
            }
            if (!(epsilon > 0 && weightDecay >= 0)) {
                throw new IllegalArgumentException(
                        "epsilon %s, weight decay %s; expected a positive epsilon and no negative decay"
                                .formatted(epsilon, weightDecay));
            }
        }
    }

    private record Slot(Tensor parameter, Tensor first, Tensor second) {}

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Settings settings;
    private final Tensor step; // rank 0, F32, on the parameters' device, where the CUDA kernel reads it

    /** An optimiser of these parameters; a saved state uses their names. */
    public AdamW(Map<String, Tensor> parameters, Settings settings) {
        this.settings = settings;
        try (Scope scope = Scope.open()) {
            step = Tensor.zeros(new long[0], DType.F32, device(parameters)).unscoped();
            parameters.forEach((name, parameter) -> {
                slots.put(name, new Slot(parameter, moment(parameter), moment(parameter)));
            });
        }
    }

    private static Device device(Map<String, Tensor> parameters) {
        return parameters.values().stream().findFirst().map(Tensor::device).orElse(Device.CPU);
    }

    private static Tensor moment(Tensor parameter) {
        return Tensor.zeros(parameter.shape(), parameter.dtype(), parameter.device())
                .unscoped();
    }

    /** One step with the accumulated gradients; parameters without a gradient stay as they are. */
    public void step(double learningRate) {
        try (Scope scope = Scope.open()) {
            step.addInPlace(Tensor.scalar(1, DType.F32));
            update(learningRate, true);
            update(learningRate, false);
        }
    }

    private void update(double learningRate, boolean matrices) {
        List<Tensor> parameters = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        List<Tensor> firsts = new ArrayList<>();
        List<Tensor> seconds = new ArrayList<>();
        for (Slot slot : slots.values()) {
            Optional<Tensor> gradient = slot.parameter.grad();
            if (gradient.isPresent() && slot.parameter.rank() > 1 == matrices) {
                parameters.add(slot.parameter);
                gradients.add(gradient.get());
                firsts.add(slot.first);
                seconds.add(slot.second);
            }
        }
        if (!parameters.isEmpty()) {
            double decay = matrices ? settings.weightDecay() : 0;
            Fused.adamW(
                    parameters,
                    gradients,
                    firsts,
                    seconds,
                    step,
                    new Fused.AdamW(learningRate, settings.beta1(), settings.beta2(), settings.epsilon(), decay));
        }
    }

    /** Removes all gradients; call before the first backward pass of a step. */
    public void clearGradients() {
        slots.values().forEach(slot -> slot.parameter.clearGrad());
    }

    /** Forgets all steps so far; the parameters stay. */
    public void forget() {
        step.fill(0);
        slots.values().forEach(slot -> {
            slot.first.fill(0);
            slot.second.fill(0);
        });
    }

    public List<Tensor> parameters() {
        return slots.values().stream().map(Slot::parameter).toList();
    }

    /** Everything that decides the next step: parameters, moments and the count, by names. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("step", step);
        slots.forEach((name, slot) -> {
            state.put("parameter/" + name, slot.parameter);
            state.put("first/" + name, slot.first);
            state.put("second/" + name, slot.second);
        });
        return state;
    }

    /** Frees the moments; the parameters stay. */
    @Override
    public void close() {
        step.close();
        slots.values().forEach(slot -> {
            slot.first.close();
            slot.second.close();
        });
    }
}
