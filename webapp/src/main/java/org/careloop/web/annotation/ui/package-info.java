/** The annotation screen and a clinician's own work: panels, bars, keys. */
@NullMarked
package org.careloop.web.annotation.ui;

import org.jspecify.annotations.NullMarked;
