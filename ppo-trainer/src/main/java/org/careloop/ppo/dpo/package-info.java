/** Direct preference optimisation: trains a policy on comparisons, without a reward model. */
@NullMarked
package org.careloop.ppo.dpo;

import org.jspecify.annotations.NullMarked;
