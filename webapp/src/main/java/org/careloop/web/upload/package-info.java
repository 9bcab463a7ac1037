/** Files that people bring by the browser. */
@NullMarked
package org.careloop.web.upload;

import org.jspecify.annotations.NullMarked;
