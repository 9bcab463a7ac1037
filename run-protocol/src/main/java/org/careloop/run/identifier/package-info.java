/** Finds in English and Chinese texts what may say who a patient or a clinician is; knows neither database nor screen. */
@NullMarked
package org.careloop.run.identifier;

import org.jspecify.annotations.NullMarked;
