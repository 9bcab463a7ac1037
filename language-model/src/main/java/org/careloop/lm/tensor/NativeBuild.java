package org.careloop.lm.tensor;

/** Which builds of the native libraries are loaded and how, by properties of the presets that a person may also set. */
final class NativeBuild {
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String CUDA = "org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    private NativeBuild() {}

    /** To be called before the first native call, by every class that may make it. */
    static void choose() {
        MatrixProducts.choose();
        // The presets would ask the system for the process's memory at every tensor, a tenth of the time of small
        // operations,
        // and refuse more once it is four times the heap: weights are no part of the heap, and may well be.
        choose(MEMORY_LIMIT, "0");
        if (isOnClassPath(CUDA)) {
            choose(EXTENSION, "-gpu"); // the presets take the CPU's build otherwise
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
