/** The pages of a verdict: its report, and the form that begins one. */
@NullMarked
package org.careloop.web.verdict.ui;

import org.jspecify.annotations.NullMarked;
