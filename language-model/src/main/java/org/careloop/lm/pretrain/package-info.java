/** Continued pre-training: texts of several sources, mixed in shares, packed into sequences of one length, learnt token by token. */
@NullMarked
package org.careloop.lm.pretrain;

import org.jspecify.annotations.NullMarked;
