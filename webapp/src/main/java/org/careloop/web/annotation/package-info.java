/** A clinician judges pairs of responses. */
@NullMarked
package org.careloop.web.annotation;

import org.jspecify.annotations.NullMarked;
