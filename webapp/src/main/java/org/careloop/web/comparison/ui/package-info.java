/** The pages on which a study's comparisons are looked through, and their texts as other pages show them. */
@NullMarked
package org.careloop.web.comparison.ui;

import org.jspecify.annotations.NullMarked;
