/** The form that starts a run whose models answer prompts. */
@NullMarked
package org.careloop.web.answers.ui;

import org.jspecify.annotations.NullMarked;
