/** The pages of accounts and invitations, and the way to where one's work is. */
@NullMarked
package org.careloop.web.people.ui;

import org.jspecify.annotations.NullMarked;
