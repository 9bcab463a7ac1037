/** The form that begins an exam, and its results on the pages of runs and checkpoints. */
@NullMarked
package org.careloop.web.exam.ui;

import org.jspecify.annotations.NullMarked;
