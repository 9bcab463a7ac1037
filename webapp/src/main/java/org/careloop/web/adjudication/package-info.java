/** Verdicts of senior clinicians on comparisons whose votes disagree; stored apart from the votes. */
@NullMarked
package org.careloop.web.adjudication;

import org.jspecify.annotations.NullMarked;
