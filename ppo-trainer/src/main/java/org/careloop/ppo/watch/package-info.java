/** What judges the answers of a policy and never trains it: other reward models, and rules. */
@NullMarked
package org.careloop.ppo.watch;

import org.jspecify.annotations.NullMarked;
