package org.careloop.web.comparison;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a list of comparisons.
 *
 * @param next the position behind which the list goes on; empty at its end
 * @param whole whether there was no bound to the search: else comparisons up to {@code next} were searched, and more may be
 *     found behind
 */
public record ComparisonPage(List<ComparisonLine> lines, OptionalLong next, boolean whole) {}
