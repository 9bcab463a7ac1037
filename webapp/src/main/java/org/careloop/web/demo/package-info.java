/** The whole loop without a person in it, on the bundled demo study; its votes are scripted and stored as such. */
@NullMarked
package org.careloop.web.demo;

import org.jspecify.annotations.NullMarked;
