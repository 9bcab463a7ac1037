package org.careloop.web.agreement.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import org.careloop.web.agreement.Coefficient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RangeBarTest {
    private final Locale usual = Locale.getDefault();

    @BeforeEach
    void writeAComma() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void writeAsUsual() {
        Locale.setDefault(usual);
    }

    @Test
    void lengthsAreWrittenForTheBrowserAndNotForTheServersLocale() {
        RangeBar bar = new RangeBar(new Coefficient.Known(.625, .5, 1.2, 40));
        Component line = bar.getComponentAt(0);
        Component point = bar.getComponentAt(1);
        assertThat(line.getStyle().get("left")).isEqualTo("75.0%");
        assertThat(line.getStyle().get("right")).isEqualTo("0.0%");
        assertThat(point.getStyle().get("left")).isEqualTo("81.3%");
    }

    @Test
    void aCoefficientBelowZeroIsDrawnLeftOfTheMiddle() {
        RangeBar bar = new RangeBar(new Coefficient.Known(-.1, -.3, .1, 40));
        assertThat(bar.getComponentAt(0).getStyle().get("left")).isEqualTo("35.0%");
        assertThat(bar.getComponentAt(0).getStyle().get("right")).isEqualTo("45.0%");
        assertThat(bar.getComponentAt(1).getStyle().get("left")).isEqualTo("45.0%");
    }
}
