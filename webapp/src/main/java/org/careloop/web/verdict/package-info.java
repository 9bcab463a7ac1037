/** The blind verdict on a model: a study's votes counted for it or its rival, and the report of them. */
@NullMarked
package org.careloop.web.verdict;

import org.jspecify.annotations.NullMarked;
