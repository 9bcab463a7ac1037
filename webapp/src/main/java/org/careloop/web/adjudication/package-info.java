/** A senior clinician's word on comparisons that votes leave in doubt; it stands beside the votes. */
@NullMarked
package org.careloop.web.adjudication;

import org.jspecify.annotations.NullMarked;
