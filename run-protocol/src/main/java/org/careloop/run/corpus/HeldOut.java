package org.careloop.run.corpus;

import java.util.HexFormat;

/**
 * Which texts are never learnt from. A text's own hash decides, so that a second copy of it, in whatever file, is held out too, and
 * a run that goes on or begins anew holds out the same ones.
 *
 * @param share of the texts, from 0 to below 1
 */
public record HeldOut(double share) {
    /** So many digits of a hash fit into the whole numbers that a double has. */
    private static final int DIGITS = 13;

    private static final double ALL = 1L << (4 * DIGITS);

    /** @param sum SHA-256 of the text, hexadecimal */
    public boolean has(String sum) {
        return HexFormat.fromHexDigitsToLong(sum, 0, DIGITS) / ALL < share;
    }
}
