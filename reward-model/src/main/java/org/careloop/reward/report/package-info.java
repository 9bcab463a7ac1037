/** What a reward model is worth on votes it was not trained on, beside trivial baselines and the annotators' own agreement. */
@NullMarked
package org.careloop.reward.report;

import org.jspecify.annotations.NullMarked;
