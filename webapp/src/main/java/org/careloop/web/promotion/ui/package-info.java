/** The screens of promotion. */
@NullMarked
package org.careloop.web.promotion.ui;

import org.jspecify.annotations.NullMarked;
