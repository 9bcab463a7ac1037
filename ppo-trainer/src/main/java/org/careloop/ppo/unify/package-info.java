/** Makes questions and answers of the texts of a corpus, in the words of a model. */
@NullMarked
package org.careloop.ppo.unify;

import org.jspecify.annotations.NullMarked;
