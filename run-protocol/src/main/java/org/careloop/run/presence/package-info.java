/** Who works on a directory that several hosts share, where locks of the operating system end at the host. */
@NullMarked
package org.careloop.run.presence;

import org.jspecify.annotations.NullMarked;
