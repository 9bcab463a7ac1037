/** Commands without a browser: import, export, audit, backup, restore, demo, password, and what a machine needs as a service. */
@NullMarked
package org.careloop.web.command;

import org.jspecify.annotations.NullMarked;
