package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;

/** Type and place of a model's weights, whatever the checkpoint has them in. */
public record LoadOptions(DType dtype, Device device) {

    /**
     * Reads what settings say.
     *
     * @param dtype {@code auto} for what is usual on the device, {@code f32} or {@code bf16}
     * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
     */
    public static LoadOptions parse(String dtype, String device) {
        Device place = Device.parse(device);
        return dtype.equals("auto") ? on(place) : new LoadOptions(DType.parse(dtype), place);
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
