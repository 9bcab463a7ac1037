/**
 * Breaks running installations at random moments while simulated annotators judge, and compares every acknowledgement with what is
 * stored. {@code ./careloop bench faults} runs as many faults as one likes; the same seed brings the same faults in the same order, of
 * the same length. When each meets which message is up to the machine.
 */
@NullMarked
package org.careloop.faults;

import org.jspecify.annotations.NullMarked;
