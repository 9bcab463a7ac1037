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
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aCacheForQuickStartsIsUsedOnlyAsItWasWritten(@TempDir Path directory) throws Exception {
        Path cache = Files.write(directory.resolve("app.aot"), new byte[] {1, 2, 3, 4});

        assertThat(isSound(cache)).as("without its sum").isFalse();
        run("cksum <" + cache + " >" + cache + ".cksum");
        assertThat(isSound(cache)).as("as it was written").isTrue();
        Files.write(cache, new byte[] {1, 2, 7, 4});
        assertThat(isSound(cache)).as("with a flipped bit").isFalse();
        Files.write(cache, new byte[] {1, 2});
        assertThat(isSound(cache)).as("cut").isFalse();
    }

    private static boolean isSound(Path cache) throws Exception {
        Path script = Path.of(System.getProperty("careloop.root"), "careloop");
        return run("set -e; aot_cache=%s; source <(sed -n '/^has_sound_aot()/,/^}/p' %s); has_sound_aot"
                        .formatted(cache, script))
                == 0;
    }

    private static int run(String command) throws Exception {
        return new ProcessBuilder("bash", "-c", command).inheritIO().start().waitFor();
    }
}
