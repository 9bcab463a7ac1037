/** Takes a model along a path: the commands that one file describes, one after the other, and exams between them. */
@NullMarked
package org.careloop.ppo.path;

import org.jspecify.annotations.NullMarked;
