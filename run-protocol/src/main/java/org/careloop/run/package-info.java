/**
 * What the web application and a trainer say to each other: the records of every file format, and the run directory that
 * carries a training run from one to the other. Neither Spring nor libtorch is known here.
 */
@NullMarked
package org.careloop.run;

import org.jspecify.annotations.NullMarked;
