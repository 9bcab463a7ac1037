/** The rooms of the house and the arrows between them, as tests. */
@NullMarked
package org.careloop.structure;

import org.jspecify.annotations.NullMarked;
