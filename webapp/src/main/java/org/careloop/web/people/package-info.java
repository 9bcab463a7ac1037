/** Accounts, roles, sign-in. */
@NullMarked
package org.careloop.web.people;

import org.jspecify.annotations.NullMarked;
