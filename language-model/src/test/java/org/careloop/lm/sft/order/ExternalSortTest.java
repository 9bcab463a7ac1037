package org.careloop.lm.sft.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSortTest {
    /** 1 row in memory makes a run of every row; 5,000 never touch the disk. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 999, 1000, 1001, 5000})
    void rowsComeInOrderHoweverFewOfThemAreInMemory(int inMemory) throws IOException {
        Random random = new Random(3);
        List<long[]> rows = Stream.generate(() -> new long[] {random.nextInt(40), random.nextLong()})
                .limit(1000)
                .toList();
        List<long[]> sorted = new ArrayList<>();
        try (ExternalSort sort = new ExternalSort(2, inMemory)) {
            for (long[] row : rows) {
                sort.add(row);
            }
            sort.forEach(sorted::add);
        }

        assertThat(sorted)
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(rows.stream().sorted(Arrays::compare).toList());
    }
}
