package org.careloop.lm.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/** Chooses the build of the native libraries by properties of the presets, which may also be set on the command line. */
final class NativeBuild {
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String CUDA = "org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    static {
        MatrixProducts.choose();
        // By default the presets query the size of the process at every tensor, which is a tenth of the time of small
        // operations, and refuse more than four times the heap. Weights are outside the heap and may be larger.
        choose(MEMORY_LIMIT, "0");
        if (isOnClassPath(CUDA)) {
            choose(EXTENSION, "-gpu"); // otherwise the presets load the CPU's build
            loadCuda();
        }
        NativeLibraries.load(torch.class);
    }

    private NativeBuild() {}

    /** To be called before the first native call, by every class that may make it: libtorch is loaded when it returns. */
    static void load() {}

    private static void loadCuda() {
        try {
            NativeLibraries.load(torch_cuda.class);
        } catch (LinkageError | RuntimeException whoAsksForTheDeviceIsTold) {
            return;
        }
    }

    private static void choose(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    static boolean isOnClassPath(String resource) {
        return NativeBuild.class.getClassLoader().getResource(resource) != null;
    }
}
