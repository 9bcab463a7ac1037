/** The modules and packages and their dependencies, as tests. */
@NullMarked
package org.careloop.structure;

import org.jspecify.annotations.NullMarked;
