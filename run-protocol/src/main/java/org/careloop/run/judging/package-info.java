/**
 * What a model that judges the answers of two others said of each pair, how both orders become an outcome, and how that stands
 * beside what people said of the same pairs. It is a second opinion: none of its verdicts is ever a vote.
 */
@NullMarked
package org.careloop.run.judging;

import org.jspecify.annotations.NullMarked;
