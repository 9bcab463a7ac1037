package org.careloop.web.annotation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.careloop.web.annotation.DayProgress;
import org.junit.jupiter.api.Test;

class AnnotateHeaderTest {
    private final AnnotateHeader header = new AnnotateHeader();

    private String said(int today) {
        header.progress(new DayProgress(today, 5, Duration.ZERO), 30);
        return header.getChildren()
                .flatMap(part -> part.getChildren())
                .filter(part -> part.getId().equals(Optional.of("progress")))
                .map(part -> part.getElement().getText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void upToTheGoalTheDayIsAShareOfIt() {
        assertThat(said(30)).contains("annotate.progress.goal").doesNotContain("reached");
    }

    @Test
    void beyondTheGoalItIsReachedAndNoShareOfIt() {
        assertThat(said(38)).contains("annotate.progress.goal-reached");
    }
}
