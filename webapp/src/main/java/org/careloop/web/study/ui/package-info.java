/** The screens of a study's design, life and people. */
@NullMarked
package org.careloop.web.study.ui;

import org.jspecify.annotations.NullMarked;
