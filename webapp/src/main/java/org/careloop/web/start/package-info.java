/** What a first start puts into an empty house: an administrator and a demo study. */
@NullMarked
package org.careloop.web.start;

import org.jspecify.annotations.NullMarked;
