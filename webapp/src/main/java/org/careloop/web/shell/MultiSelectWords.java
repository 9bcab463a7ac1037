package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;

/** Translated texts of multi-select fields for screen readers. */
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
