/** Bringing files into a study: what is wrong with a row, and what is stored. */
@NullMarked
package org.careloop.web.dataset.imports;

import org.jspecify.annotations.NullMarked;
