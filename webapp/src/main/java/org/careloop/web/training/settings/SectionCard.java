package org.careloop.web.training.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.SettingDescription;
import org.careloop.web.shell.FactTable;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;

/** Settings under one heading. What is not at its default, and what the other run has otherwise, says so in a word. */
class SectionCard extends Div {
    private static final long serialVersionUID = 1L;

    SectionCard(SettingsTable.Section section, Run run, Optional<Run> other) {
        addClassNames("card", "settings-card");
        String title = section.title().english().isEmpty()
                ? getTranslation("settings.title")
                : section.title().in(getLocale());
        List<String> columns = new ArrayList<>(List.of(
                getTranslation("settings.name"), getTranslation("settings.here"), getTranslation("settings.default")));
        other.ifPresent(there -> columns.add(RunWords.name(this, there)));
        FactTable table = new FactTable(title, columns);
        table.addClassName("settings-table");
        section.settings().forEach(setting -> table.addRow(cells(setting, run).toArray(Component[]::new)));
        add(new H2(title), table);
    }

    private List<Component> cells(ResolvedSetting resolved, Run run) {
        List<Component> cells = new ArrayList<>(List.of(
                named(resolved.setting()), here(resolved, run), value(resolved.byDefault(), resolved.setting())));
        resolved.other().ifPresent(there -> {
            Div cell = new Div(value(there, resolved.setting()));
            if (resolved.differs()) {
                cell.add(new Span(" "), mark("settings.differs"));
            }
            cells.add(cell);
        });
        return cells;
    }

    private Div named(SettingDescription setting) {
        Span sentence = new Span(setting.sentence(getLocale()));
        sentence.addClassName("setting-sentence");
        return new Div(new Span(setting.name()), sentence);
    }

    private Div here(ResolvedSetting resolved, Run run) {
        Div cell = new Div(value(resolved.value(), resolved.setting()));
        switch (resolved.source()) {
            case DEFAULT -> {}
            case ASKED -> cell.add(new Span(" "), mark("settings.asked"));
            case PRESET ->
                cell.add(
                        new Span(" "),
                        mark("settings.preset", Preset.of(run.settings()).label()),
                        why(Preset.of(run.settings()), resolved.setting()));
        }
        cell.addClassName(resolved.isChanged() ? "setting-changed" : "setting-usual");
        return cell;
    }

    private Span why(Preset preset, SettingDescription setting) {
        Span why = new Span(preset.why(setting.name(), getLocale()));
        why.addClassName("setting-sentence");
        return why;
    }

    private Span value(String value, SettingDescription setting) {
        String unit = setting.unit(getLocale());
        return new Span(unit.isEmpty() ? value : getTranslation("settings.value", value, unit));
    }

    private Span mark(String key, Object... given) {
        Span mark = new Span(getTranslation(key, given));
        mark.addClassNames("badge", "quiet");
        return mark;
    }
}
