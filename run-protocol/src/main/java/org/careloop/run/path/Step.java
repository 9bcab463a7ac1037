package org.careloop.run.path;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command of a path.
 *
 * @param line of the file in which it begins
 * @param name letters, digits, dots, dashes; no other step of its kind has it
 * @param command as on the command line, such as {@code pretrain}
 * @param options values by the option's name without dashes; none for one that takes no value
 * @param settings by name, as {@code --set} takes them
 * @param language of an exam's questions, where the file says it
 */
public record Step(
        long line,
        String name,
        String command,
        Map<String, List<String>> options,
        Map<String, String> settings,
        @Nullable String language) {}
