/** Which model is in use: candidates, approvals that people sign, and the way back. */
@NullMarked
package org.careloop.web.promotion;

import org.jspecify.annotations.NullMarked;
