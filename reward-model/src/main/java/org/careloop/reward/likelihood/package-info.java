/** How likely every vote is under a reward model: wins, losses and ties. Independent of the language model. */
@NullMarked
package org.careloop.reward.likelihood;

import org.jspecify.annotations.NullMarked;
