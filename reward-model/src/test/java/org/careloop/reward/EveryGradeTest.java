package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The last step of a key's way to a margin. The file is what the web application exports of a study in which each key of the
 * scale of five grades was pressed once; a test of its own there holds it to that.
 */
class EveryGradeTest {
    @TempDir
    private Path folder;

    @Test
    void theClearestGradeAsksForTheWholeMarginAndASlightOneForNone() throws IOException {
        assertThat(margins(read(exported()))).containsExactly(1.0, 0.0, 0.0, 1.0);
    }

    @Test
    void anExportOfTheFirstFormatIsLearntAsItWasMeant() throws IOException {
        String first = exported().replace("\"format_version\":3,", "").replace("\"strength\":3", "\"strength\":2");
        assertThat(first).doesNotContain("format_version").contains("\"strength\":2");
        assertThat(read(first)).isEqualTo(read(exported()));
    }

    /** Of the votes that prefer one response, in the order of the file. */
    private static List<Double> margins(List<Comparison> rows) {
        List<EncodedGroup> groups = PreferenceData.of(rows, "every-grade.jsonl").groups().stream()
                .map(group -> new EncodedGroup(group, List.of(new int[1], new int[1])))
                .toList();
        return new Votes(Settings.defaults(RewardSettings.class).likelihood(), TieModel.RAO_KUPPER)
                .of(groups).decisive().stream().map(VoteBatch.Decisive::margin).toList();
    }

    private List<Comparison> read(String lines) throws IOException {
        return JsonLines.readAll(Files.writeString(folder.resolve("rows.jsonl"), lines), Comparison.class);
    }

    private static String exported() throws IOException {
        try (InputStream in = EveryGradeTest.class.getResourceAsStream("every-grade.jsonl")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
