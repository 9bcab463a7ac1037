/** The layouts in which people keep preferences: how one row of each becomes a comparison with its votes. */
@NullMarked
package org.careloop.web.dataset.layout;

import org.jspecify.annotations.NullMarked;
