/** What a first start puts into an empty installation: an administrator and a demo study. */
@NullMarked
package org.careloop.web.start;

import org.jspecify.annotations.NullMarked;
