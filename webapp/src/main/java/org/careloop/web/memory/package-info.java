/** What memory a training would take, said before it starts; the plan is the trainer's own. */
@NullMarked
package org.careloop.web.memory;

import org.jspecify.annotations.NullMarked;
