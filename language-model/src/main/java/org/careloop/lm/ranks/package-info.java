/**
 * Several processes that train one model: how they find each other, what each does of a step, the sums of their gradients,
 * and what happens when one of them is lost.
 */
@NullMarked
package org.careloop.lm.ranks;

import org.jspecify.annotations.NullMarked;
