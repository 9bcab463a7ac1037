/** Executes run directories: one in this process, or those of a folder in a process each. */
@NullMarked
package org.careloop.ppo.worker;

import org.jspecify.annotations.NullMarked;
