/**
 * Questions with a key, as the published benchmarks lay out their files: one class a layout. What does not fit is refused by
 * file and line.
 */
@NullMarked
package org.careloop.run.benchmark;

import org.jspecify.annotations.NullMarked;
