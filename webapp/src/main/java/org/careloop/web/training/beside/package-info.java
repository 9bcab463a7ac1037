/** Runs beside one another: the list with the figures that they end with, and curves laid over one another. */
@NullMarked
package org.careloop.web.training.beside;

import org.jspecify.annotations.NullMarked;
