package org.careloop.lm.tensor;

/**
 * Which library multiplies fp32 matrices on the CPU: MKL when its jars are on the class path, OpenBLAS otherwise. Decided
 * before libtorch is loaded, by a property of the presets, which may also be set on the command line.
 */
final class MatrixProducts {
    private static final String PROPERTY = "org.bytedeco.openblas.load";

    private MatrixProducts() {}

    static void choose() {
        if (System.getProperty(PROPERTY) == null && NativeBuild.isOnClassPath("org/bytedeco/mkl/global/mkl_rt.class")) {
            System.setProperty(PROPERTY, "mkl");
        }
    }

    static boolean byMkl() {
        return "mkl".equals(System.getProperty(PROPERTY));
    }

    static String name() {
        return byMkl() ? "MKL" : "OpenBLAS";
    }
}
