package org.careloop.lm.cleaning.duplicates;

/**
 * How a signature is cut into bands, so that two texts meet where one band is equal (Leskovec, Rajaraman and Ullman, Mining of
 * Massive Datasets, section 3.4). Two texts of similarity s meet with probability 1 − (1 − s^rows)^bands.
 *
 * @param bands how many
 * @param rows components of each
 * @param least components that must be equal in all, so that two texts that met are compared run by run
 */
record Bands(int bands, int rows, int least) {
    /** Of a signature, one byte each. */
    private static final int COMPONENTS = 128;

    private static final double LEAST_MEETING = 0.998;
    private static final double DEVIATIONS = 3;

    /**
     * The longest bands with which two texts of this similarity meet 998 times in 1,000. Of texts that met, the share of equal
     * components estimates their similarity; those that lie more than three standard deviations below the threshold are none.
     */
    static Bands of(double similarity) {
        int rows = 1;
        while (rows < 16 && meeting(similarity, COMPONENTS / (rows + 1), rows + 1) >= LEAST_MEETING) {
            rows++;
        }
        int bands = COMPONENTS / rows;
        int components = bands * rows;
        double deviation = Math.sqrt(similarity * (1 - similarity) / components);
        return new Bands(bands, rows, (int) Math.ceil((similarity - DEVIATIONS * deviation) * components));
    }

    private static double meeting(double similarity, int bands, int rows) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    /** Of a signature; one byte each. */
    int components() {
        return bands * rows;
    }
}
