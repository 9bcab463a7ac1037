/** What the system keeps of a person: handed out as a file, and taken away when the account is deleted. */
@NullMarked
package org.careloop.web.people.data;

import org.jspecify.annotations.NullMarked;
