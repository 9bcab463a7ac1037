/** Reading what people bring: layouts of rows, archives, encodings, and what is wrong with a row. */
@NullMarked
package org.careloop.web.dataset.imports;

import org.jspecify.annotations.NullMarked;
