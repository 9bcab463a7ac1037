/** Studies that are signed by a person and frozen for good. */
@NullMarked
package org.careloop.web.signature;

import org.jspecify.annotations.NullMarked;
