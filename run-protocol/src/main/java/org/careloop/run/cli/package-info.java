/** What every command of CareLoop has in common: exit codes, settings by name, progress and the closing summary. */
@NullMarked
package org.careloop.run.cli;

import org.jspecify.annotations.NullMarked;
