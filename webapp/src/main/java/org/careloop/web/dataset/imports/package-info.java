/** Bringing files into a study: what is wrong with a row, what is stored, and the page. */
@NullMarked
package org.careloop.web.dataset.imports;

import org.jspecify.annotations.NullMarked;
