package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script names Java classes that no compiler checks. */
class ScriptIT {
    private static final Pattern CLASS = Pattern.compile("org\\.careloop\\.[\\w.]+\\.[A-Z]\\w*");

    @Test
    void everyClassThatTheScriptStartsHasAMainMethod() throws IOException {
        String script = Files.readString(Path.of(System.getProperty("careloop.root"), "careloop"));
        List<String> names = CLASS.matcher(script)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();

        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThatCode(
                                () -> Class.forName(name, false, getClass().getClassLoader())
                                        .getMethod("main", String[].class))
                        .as(name)
                        .doesNotThrowAnyException());
    }
}
