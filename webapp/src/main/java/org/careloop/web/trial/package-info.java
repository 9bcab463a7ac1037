/** Blind trials: a study in which people judge a checkpoint's answers against a rival's, on terms that are fixed before. */
@NullMarked
package org.careloop.web.trial;

import org.jspecify.annotations.NullMarked;
