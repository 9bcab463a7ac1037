/** Commands that work on the database without a browser: import, export, audit, backup, restore, demo, password. */
@NullMarked
package org.careloop.web.command;

import org.jspecify.annotations.NullMarked;
