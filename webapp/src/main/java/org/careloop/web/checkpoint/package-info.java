/** Models that runs start from and make: registered, traced to the judgements behind them, and handed out. */
@NullMarked
package org.careloop.web.checkpoint;

import org.jspecify.annotations.NullMarked;
