/** The settings with which a run works, beside the defaults and beside those of another run. */
@NullMarked
package org.careloop.web.training.settings;

import org.jspecify.annotations.NullMarked;
