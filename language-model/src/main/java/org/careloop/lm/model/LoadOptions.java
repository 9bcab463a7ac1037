package org.careloop.lm.model;

import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.run.settings.AdapterSettings;
import org.careloop.run.settings.WeightSettings;

/** Type and device of a model's weights in memory; the checkpoint may have another type. */
public record LoadOptions(DType dtype, Device device) {

    /** What settings say. */
    public static LoadOptions of(WeightSettings weights) {
        Device device = Device.parse(weights.device());
        return weights.dtype().equals("auto") ? on(device) : new LoadOptions(DType.parse(weights.dtype()), device);
    }

    /**
     * The same for weights that stay as they are: {@code auto} is BF16 on the CPU too where it multiplies such numbers, for a
     * model that is large enough to gain by it.
     *
     * @param count of the weights
     */
    public static LoadOptions ofFrozen(WeightSettings weights, long count) {
        LoadOptions usual = of(weights);
        boolean gains = weights.dtype().equals("auto")
                && usual.device().isCpu()
                && count > AdapterSettings.ADAPTER_FROM
                && Backend.multipliesSixteenBits();
        return gains ? new LoadOptions(DType.BF16, Device.CPU) : usual;
    }

    /** F32 on the CPU. */
    public static LoadOptions cpu() {
        return on(Device.CPU);
    }

    /** The usual type for a device: F32 on the CPU, BF16 on CUDA. */
    public static LoadOptions on(Device device) {
        return new LoadOptions(device.isCpu() ? DType.F32 : DType.BF16, device);
    }
}
