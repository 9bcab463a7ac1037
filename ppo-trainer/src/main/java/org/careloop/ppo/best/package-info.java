/** What a model gives without any training where the best of several answers is chosen. */
@NullMarked
package org.careloop.ppo.best;

import org.jspecify.annotations.NullMarked;
