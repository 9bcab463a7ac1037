/** Sign-in at a provider by OpenID Connect, beside passwords or in place of them. */
@NullMarked
package org.careloop.web.provider;

import org.jspecify.annotations.NullMarked;
