package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No package, file or method grows past the size at which it is split. docs/contributing.md says how. */
class RoomSizesIT {
    private static final int MOST_TYPES = 40;
    private static final int MOST_TYPES_OF_SCREENS_AND_READERS = 29;
    private static final int MOST_LINES_OF_A_FILE = 299;
    private static final int MOST_LINES_OF_A_METHOD = 44;

    /** Every source file of the modules, without tests. */
    private static List<Path> sources = List.of();

    /** Every source file of the tests. */
    private static List<Path> tests = List.of();

    @BeforeAll
    static void findSources() throws IOException {
        sources = javaFilesIn("/src/main/java/");
        tests = javaFilesIn("/src/test/java/");
    }

    private static List<Path> javaFilesIn(String folder) throws IOException {
        Path root = Path.of(System.getProperty("careloop.root"));
        try (Stream<Path> files = Files.walk(root, 20)) {
            return files.filter(file -> file.toString().contains(folder))
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList();
        }
    }

    @Test
    void noPackageIsCrowded() {
        Map<Path, Long> types = sources.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertThat(types)
                .hasSizeGreaterThan(20)
                .allSatisfy((folder, count) -> assertThat(count)
                        .as("types in %s", folder)
                        .isLessThanOrEqualTo(
                                folder.endsWith("ui") || folder.endsWith("imports")
                                        ? MOST_TYPES_OF_SCREENS_AND_READERS
                                        : MOST_TYPES));
    }

    @Test
    void noFileIsLong() throws IOException {
        assertThat(tests).hasSizeGreaterThan(100);
        for (Path source : Stream.concat(sources.stream(), tests.stream()).toList()) {
            assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(MOST_LINES_OF_A_FILE);
        }
    }

    @Test
    void noMethodIsLong() throws IOException {
        Map<String, Long> lengths = methodLengths();

        assertThat(lengths).hasSizeGreaterThan(1_000);
        lengths.forEach((method, lines) ->
                assertThat(lines).as("lines of %s", method).isLessThanOrEqualTo(MOST_LINES_OF_A_METHOD));
    }

    private static Map<String, Long> methodLengths() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Long> lengths = new TreeMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodLengths(unit, positions), lengths);
            }
        }
        return lengths;
    }

    /** Puts the number of lines of each method of a file into a map, by the method's name and place. */
    private static final class MethodLengths extends TreeScanner<Void, Map<String, Long>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
        }

        @Override
        public Void visitMethod(MethodTree method, Map<String, Long> lengths) {
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            lengths.put("%s in %s:%d".formatted(method.getName(), file, first), last - first + 1);
            return super.visitMethod(method, lengths);
        }
    }
}
