/** Language models: forward pass, log-probabilities, adapters and checkpoints. */
@NullMarked
package org.careloop.lm.model;

import org.jspecify.annotations.NullMarked;
