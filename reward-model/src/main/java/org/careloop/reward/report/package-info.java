/**
 * Evaluates a reward model on votes that it was not trained on, against simple baselines and the agreement of the
 * annotators.
 */
@NullMarked
package org.careloop.reward.report;

import org.jspecify.annotations.NullMarked;
