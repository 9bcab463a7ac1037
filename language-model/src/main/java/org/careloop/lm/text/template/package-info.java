/**
 * Chat templates: the part of Jinja that models' templates are written in, with Python's meaning of every value.
 *
 * <p>Written here because a prompt that differs by one space is a different prompt to a model. A template that uses
 * anything else of Jinja is refused when it is parsed.
 */
@NullMarked
package org.careloop.lm.text.template;

import org.jspecify.annotations.NullMarked;
