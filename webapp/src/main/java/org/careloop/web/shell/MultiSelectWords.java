package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;

/** What a screen reader hears of a field with several values, in the language of the screen. */
public final class MultiSelectWords {
    private MultiSelectWords() {}

    public static MultiSelectComboBoxI18n of(Component screen) {
        return new MultiSelectComboBoxI18n()
                .setCleared(screen.getTranslation("many.cleared"))
                .setFocused(screen.getTranslation("many.focused"))
                .setSelected(screen.getTranslation("many.selected"))
                .setDeselected(screen.getTranslation("many.deselected"))
                .setTotal(screen.getTranslation("many.total", "{count}"));
    }
}
