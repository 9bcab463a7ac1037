package org.careloop.run.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinePlacesTest {
    @TempDir
    Path folder;

    @Test
    void everyLineStandsWhereAReaderOfLinesFindsIt() throws IOException {
        byte[] bytes = ("eins\n发热 38.5 ℃\r\n\rlast but two\r\n\n" + "é".repeat(40_000) + "\nwithout an end")
                .getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("rows"), bytes);

        try (LinePlaces places = LinePlaces.of(file);
                BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                places.advance(++number);
                int from = Math.toIntExact(places.offset());
                assertThat(new String(Arrays.copyOfRange(bytes, from, from + places.length()), StandardCharsets.UTF_8))
                        .isEqualTo(line);
            }
            assertThat(number).isEqualTo(7);
        }
    }

    @Test
    void linesInBetweenArePassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("rows"), "a\n\nbcd\n");

        try (LinePlaces places = LinePlaces.of(file)) {
            places.advance(3);
            assertThat(places.offset()).isEqualTo(3);
            assertThat(places.length()).isEqualTo(3);
        }
    }
}
