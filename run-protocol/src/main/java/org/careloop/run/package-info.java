/**
 * The file formats between the web application and the trainers: a record for each format, and the run directory that holds
 * a training run. This module depends on neither Spring nor libtorch.
 */
@NullMarked
package org.careloop.run;

import org.jspecify.annotations.NullMarked;
