package org.careloop.web.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoteBarTest {
    private final VoteBar bars = new VoteBar();

    @Test
    void ofFewerThanTwentyVotesNoShareIsDrawn() {
        bars.add("Safety", new long[] {0, 0, 19, 0});
        assertThat(drawn())
                .extracting(row -> row.getElement().getClassList().contains("vote-parts"))
                .containsExactly(false, false);
        assertThat(drawn().get(1).getElement().getText()).contains("figure.few.n");
    }

    @Test
    void ofTwentyVotesEachShareIsDrawnWithItsIntervalBelow() {
        bars.add("Overall", new long[] {15, 0, 5, 0});
        assertThat(drawn()).hasSize(3);
        Component parts = drawn().get(1);
        assertThat(parts.getChildren().filter(Component::isVisible))
                .extracting(part -> part.getElement().getText())
                .hasSize(2);
        assertThat(drawn().get(2).getElement().getClassList()).contains("vote-doubt");
        assertThat(drawn().get(2).getChildren().filter(Component::isVisible)).hasSize(3);
    }

    @Test
    void withoutVotesNothingIsShown() {
        bars.add("Safety", new long[] {0, 0, 0, 0});
        assertThat(drawn()).isEmpty();
    }

    /** Label, bar and doubt of each row, one after the other. */
    private List<Component> drawn() {
        return bars.getChildren().findFirst().orElseThrow().getChildren().toList();
    }
}
