/** Exams of models: benchmarks on the shelf, runs in which models take them, and what came of it. */
@NullMarked
package org.careloop.web.exam;

import org.jspecify.annotations.NullMarked;
