package org.careloop.web.exam;

import java.util.Map;
import org.careloop.run.benchmark.Layout;

/**
 * What was found in the files of a benchmark.
 *
 * @param layout as which the files were recognised
 * @param questions that have a key
 * @param unkeyed questions that have none
 * @param subjects how many questions of each
 * @param examples how many questions can be worked examples; 0 where no files of such were given
 * @param sha256 of all files with their names: the version
 */
public record CheckedBenchmark(
        Layout layout, int questions, int unkeyed, Map<String, Integer> subjects, int examples, String sha256) {}
