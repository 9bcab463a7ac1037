/** The screens of agreement: how far votes can be trusted, annotator by annotator. */
@NullMarked
package org.careloop.web.agreement.ui;

import org.jspecify.annotations.NullMarked;
