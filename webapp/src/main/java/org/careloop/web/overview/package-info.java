/** The page of one study: is it going well, can it be trusted, what needs a person. */
@NullMarked
package org.careloop.web.overview;

import org.jspecify.annotations.NullMarked;
