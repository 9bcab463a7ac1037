/** The page on which files are checked, identifiers decided on, and comparisons imported. */
@NullMarked
package org.careloop.web.dataset.imports.ui;

import org.jspecify.annotations.NullMarked;
