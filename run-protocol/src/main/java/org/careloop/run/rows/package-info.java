/** Files of rows as every trainer reads them, with the rules of an import into a study. */
@NullMarked
package org.careloop.run.rows;

import org.jspecify.annotations.NullMarked;
