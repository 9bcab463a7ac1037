package org.careloop.web.annotation;

import org.careloop.web.study.ComparisonId;

/** A place for one vote on a comparison, held by or filled by the person at hand. */
record Slot(ComparisonId comparison, int ordinal, boolean aOnLeft) {}
