/** The database and the files that it names, together in one file, and back again. */
@NullMarked
package org.careloop.web.backup;

import org.jspecify.annotations.NullMarked;
