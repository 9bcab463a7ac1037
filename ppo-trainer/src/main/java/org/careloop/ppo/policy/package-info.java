/** A policy in training and the reference it is held near: what PPO and DPO share. */
@NullMarked
package org.careloop.ppo.policy;

import org.jspecify.annotations.NullMarked;
