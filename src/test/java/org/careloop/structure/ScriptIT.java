package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    @Test
    void aLogMakesRoomAndLosesNoLine(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("worker.log");

        assertThat(run("""
            set -euo pipefail; source <(sed -n '/^turn_log()/,/^}/p; /^keep_log()/,/^}/p' %s)
            export CARELOOP_LOG_BYTES=1000 CARELOOP_LOGS_KEPT=3
            for i in $(seq 1000 1499); do echo "line $i"; done | keep_log %s
            printf 'without an end' | keep_log %s\
            """.formatted(script(), log, log))).isZero();

        assertThat(directory).isDirectoryContaining("glob:**/worker.log.3");
        assertThat(directory.resolve("worker.log.4")).doesNotExist();
        List<String> lines = new ArrayList<>();
        for (String name : List.of("worker.log.3", "worker.log.2", "worker.log.1", "worker.log")) {
            assertThat(Files.size(directory.resolve(name))).isLessThan(1100);
            lines.addAll(Files.readAllLines(directory.resolve(name)));
        }
        List<String> said =
                IntStream.rangeClosed(1000, 1499).mapToObj(n -> "line " + n).toList();
        assertThat(lines.removeLast()).isEqualTo("without an end");
        assertThat(lines)
                .hasSizeGreaterThan(303)
                .containsExactlyElementsOf(said.subList(said.size() - lines.size(), said.size()));
    }

    private static Path script() {
        return Path.of(System.getProperty("careloop.root"), "careloop");
    }

    private static boolean isSound(Path cache) throws Exception {
        return run("set -e; aot_cache=%s; source <(sed -n '/^has_sound_aot()/,/^}/p' %s); has_sound_aot"
                        .formatted(cache, script()))
                == 0;
    }

    private static int run(String command) throws Exception {
        return new ProcessBuilder("bash", "-c", command).inheritIO().start().waitFor();
    }
}
