/** TLS of CareLoop's own, for a machine without a proxy in front. */
@NullMarked
package org.careloop.web.tls;

import org.jspecify.annotations.NullMarked;
