/**
 * Chat templates: the part of Jinja that models' templates are written in, with Python's meaning of every value.
 *
 * <p>Written for this purpose because a prompt that differs by one space is a different prompt. A template that uses
 * anything beyond this part is refused when it is read.
 */
@NullMarked
package org.careloop.lm.text.template;

import org.jspecify.annotations.NullMarked;
