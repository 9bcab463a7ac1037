/** What every request has, whoever answers it: a number of its own. */
@NullMarked
package org.careloop.web.requests;

import org.jspecify.annotations.NullMarked;
