package org.careloop.lm.tensor;

import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.Stat;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/** The CUDA devices of this machine. Detected once, on first use. */
final class Cuda {
    /** Why the library for CUDA does not load; empty when it does. */
    static final String WHY;

    static final int DEVICES;

    static {
        NativeBuild.load();
        String why = "";
        try {
            // Without this the presets silently run on the CPU when a CUDA library is missing.
            NativeLibraries.load(torch_cuda.class);
        } catch (LinkageError | RuntimeException e) {
            why = NativeException.readable(String.valueOf(e.getMessage()))
                    .replaceFirst("^no (\\S+) in java\\.library\\.path.*", "lib$1.so");
        }
        WHY = why;
        DEVICES = why.isEmpty() && torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }

    private Cuda() {}

    static void forgetPeak(Device device) {
        try (CUDAAllocator allocator = torch_cuda.getAllocator()) {
            allocator.resetPeakStats((byte) device.index());
        }
    }

    static DeviceMemory memory(Device device) {
        byte index = (byte) device.index();
        try (Scope scope = Scope.open();
                CUDAAllocator allocator = torch_cuda.getAllocator()) {
            Tensor.empty(new long[1], DType.F32, device); // memory is not counted before the first tensor
            Stat held = allocator.getDeviceStats(index).allocated_bytes();
            SizeTPair whole = allocator.getMemoryInfo(index); // free, total
            return new DeviceMemory(held.current(), held.peak(), whole.first(), whole.second());
        } catch (RuntimeException e) {
            throw NativeException.of(e);
        }
    }
}
