/** Proximal policy optimisation: rollouts, rewards, advantages, the clipped update and the loop around them. */
@NullMarked
package org.careloop.ppo.rl;

import org.jspecify.annotations.NullMarked;
