/** The second factor: one-time codes of an app, and codes for the day on which it is lost. */
@NullMarked
package org.careloop.web.people.factor;

import org.jspecify.annotations.NullMarked;
