/** How far scores agree with people's ratings, and these with one another, with intervals over texts. */
@NullMarked
package org.careloop.reward.rater.agreement;

import org.jspecify.annotations.NullMarked;
