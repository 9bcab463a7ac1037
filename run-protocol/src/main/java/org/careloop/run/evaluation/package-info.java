/** How an exam is asked and counted: prompts and subject lists with versions, the terms of a result, and what it says. */
@NullMarked
package org.careloop.run.evaluation;

import org.jspecify.annotations.NullMarked;
