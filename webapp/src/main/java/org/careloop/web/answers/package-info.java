/** Runs in which models answer the prompts of a study, and the comparisons that are made of their answers. */
@NullMarked
package org.careloop.web.answers;

import org.jspecify.annotations.NullMarked;
