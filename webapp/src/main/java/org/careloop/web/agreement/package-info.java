/** How far annotators agree, how reliable each of them is, and whose votes are left out. */
@NullMarked
package org.careloop.web.agreement;

import org.jspecify.annotations.NullMarked;
