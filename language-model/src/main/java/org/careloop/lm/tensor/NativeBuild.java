package org.careloop.lm.tensor;

/** Which builds of the native libraries are loaded, by properties of the presets that a person may also set. */
final class NativeBuild {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String CUDA = "org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    private NativeBuild() {}

    /** To be called before the first native call, by every class that may make it. */
    static void choose() {
        MatrixProducts.choose();
        if (System.getProperty(EXTENSION) == null && isOnClassPath(CUDA)) {
            System.setProperty(EXTENSION, "-gpu"); // the presets take the CPU's build otherwise
        }
    }

    static boolean isOnClassPath(String resource) {
        return NativeBuild.class.getClassLoader().getResource(resource) != null;
    }
}
