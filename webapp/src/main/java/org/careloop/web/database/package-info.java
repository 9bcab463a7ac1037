/** Finding and starting the database, and saying in words why it cannot be used. */
@NullMarked
package org.careloop.web.database;

import org.jspecify.annotations.NullMarked;
