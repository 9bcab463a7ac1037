/** Figures for those who run CareLoop, as Prometheus reads them. Without a token they do not exist. */
@NullMarked
package org.careloop.web.metrics;

import org.jspecify.annotations.NullMarked;
