/** The statistics of a blind verdict: pure functions of numbers, without database and screens. */
@NullMarked
package org.careloop.web.statistics;

import org.jspecify.annotations.NullMarked;
