package org.careloop.web.shell;

import com.vaadin.flow.server.VaadinRequest;
import java.util.Locale;

/** Light, dark, or as the system says. The choice is kept in a cookie, so that the first paint has it already. */
enum Appearance {
    SYSTEM("light dark"),
    LIGHT("light"),
    DARK("dark");

    static final String COOKIE = "careloop-appearance";

    private final String colorScheme;

    Appearance(String colorScheme) {
        this.colorScheme = colorScheme;
    }

    /** The value of the style property {@code color-scheme}. */
    String colorScheme() {
        return colorScheme;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Appearance chosen(VaadinRequest request) {
        return Language.cookie(request, COOKIE)
                .flatMap(label -> java.util.Arrays.stream(values())
                        .filter(appearance -> appearance.label().equals(label))
                        .findFirst())
                .orElse(SYSTEM);
    }
}
