package org.careloop.web.series;

import java.util.List;
import java.util.Map;
import org.careloop.run.MetricLog;

/**
 * The figures of a run as far as they are read.
 *
 * @param lines the first, the last that has figures of held-out prompts, and the newest, in order
 * @param figures those that were asked for, by name
 * @param isWhole whether all that was written is read; otherwise the next look goes on
 */
public record Course(List<MetricLog.Line> lines, Map<String, Thinned> figures, boolean isWhole) {
    public static final Course NONE = new Course(List.of(), Map.of(), true);
}
