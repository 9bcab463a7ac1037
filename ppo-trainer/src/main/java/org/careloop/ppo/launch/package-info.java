/** How a training is started on several machines. */
@NullMarked
package org.careloop.ppo.launch;

import org.jspecify.annotations.NullMarked;
