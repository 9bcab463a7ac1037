/** What config.json says of a language model: its family, sizes, rotary positions, windows and experts; read and written. */
@NullMarked
package org.careloop.lm.config;

import org.jspecify.annotations.NullMarked;
