/** The page on which a blind trial begins. */
@NullMarked
package org.careloop.web.trial.ui;

import org.jspecify.annotations.NullMarked;
