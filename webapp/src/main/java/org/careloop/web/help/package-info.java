/** The guides of docs/guide, as pages that every screen leads to. */
@NullMarked
package org.careloop.web.help;

import org.jspecify.annotations.NullMarked;
