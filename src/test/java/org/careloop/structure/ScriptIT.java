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

    /** A part that ends at once, ten times; then one that is well for a minute. Bash lets its clock be set. */
    @Test
    void aPartThatEndsIsStartedAgainAfterLongerAndLongerPauses(@TempDir Path data) throws Exception {
        assertThat(run("""
            set -euo pipefail
            source <(sed -n '/^turn_log()/,/^}/p; /^report()/,/^}/p; /^start_part()/,/^}/p; /^last_words()/,/^}/p; /^tend()/,/^}/p' %1$s)
            say() { :; }
            run_web() { exit 3; }
            up_data=%2$s; up_log=%2$s/log/careloop.log; mkdir -p %2$s/log; echo 'no room' >%2$s/log/webapp.log
            declare -A part_pid=() part_began=() part_next=() part_pause=([web]=1) part_restarts=([web]=0)
            start_part web
            for i in {1..10}; do
              wait "${part_pid[web]}" || true
              tend web; tend web
              SECONDS=${part_next[web]}
              tend web
            done
            wait "${part_pid[web]}" || true
            run_web() { exec sleep 600; }
            tend web; SECONDS=${part_next[web]}; tend web
            SECONDS=$((SECONDS + 59)); tend web; echo "${part_pause[web]}" >>%2$s/pauses
            SECONDS=$((SECONDS + 1)); tend web; echo "${part_pause[web]}" >>%2$s/pauses
            kill "${part_pid[web]}"\
            """.formatted(script(), data))).isZero();

        List<String> said = Files.readAllLines(data.resolve("log/careloop.log")).stream()
                .map(line -> line.substring(line.indexOf(" the web ") + 1))
                .toList();
        assertThat(said)
                .hasSize(22)
                .startsWith(
                        "the web process ended by itself (code 3); next try in 1 s, restart 1 since the start.",
                        "the web process was started again (restart 1)");
        assertThat(said)
                .filteredOn(line -> line.contains("next try"))
                .extracting(line -> line.replaceAll(".*next try in (\\d+) s.*", "$1"))
                .containsExactly("1", "2", "4", "8", "16", "32", "60", "60", "60", "60", "60");
        assertThat(said.get(4)).endsWith("restart 3 since the start. Its log ends with: no room");
        assertThat(data.resolve("pauses")).hasContent("60\n1");
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
