/** Webhooks: HTTP messages about the events of a study. */
@NullMarked
package org.careloop.web.webhook;

import org.jspecify.annotations.NullMarked;
