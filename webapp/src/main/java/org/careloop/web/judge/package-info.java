/** What models that judged a study's pairs said of them: brought by a person, kept beside the votes, and never one of them. */
@NullMarked
package org.careloop.web.judge;

import org.jspecify.annotations.NullMarked;
