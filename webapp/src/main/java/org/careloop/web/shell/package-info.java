/** What every page shares: layout, theme, languages, error pages. Knows no feature. */
@NullMarked
package org.careloop.web.shell;

import org.jspecify.annotations.NullMarked;
