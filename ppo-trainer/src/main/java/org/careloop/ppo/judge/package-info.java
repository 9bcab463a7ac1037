/**
 * A model that judges the answers of two others, each pair in both orders, beside what people said of the same pairs. It is a
 * second opinion: none of its verdicts is ever a vote.
 */
@NullMarked
package org.careloop.ppo.judge;

import org.jspecify.annotations.NullMarked;
