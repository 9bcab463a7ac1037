/** How a judgement is stored, whoever gives it: a person, an import, a script. */
@NullMarked
package org.careloop.web.judgement;

import org.jspecify.annotations.NullMarked;
