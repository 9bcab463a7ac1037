/** How far two who judge the same agree. */
@NullMarked
package org.careloop.run.agreement;

import org.jspecify.annotations.NullMarked;
