/** How a file becomes rows: archives, encodings, JSON, CSV. */
@NullMarked
package org.careloop.web.dataset.files;

import org.jspecify.annotations.NullMarked;
