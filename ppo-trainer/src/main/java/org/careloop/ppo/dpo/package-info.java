/** Direct preference optimisation: a policy from comparisons, with no reward model between. */
@NullMarked
package org.careloop.ppo.dpo;

import org.jspecify.annotations.NullMarked;
