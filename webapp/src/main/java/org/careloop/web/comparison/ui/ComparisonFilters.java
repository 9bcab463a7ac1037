package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.web.comparison.ComparisonFilter;
import org.careloop.web.comparison.ComparisonFilter.Flagged;
import org.careloop.web.comparison.ComparisonFilter.Said;
import org.careloop.web.comparison.ComparisonFilter.Trait;
import org.careloop.web.comparison.ComparisonService;
import org.careloop.web.shell.LanguageTags;
import org.careloop.web.shell.MultiSelectWords;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.StudyDesign.FlagKind;

/** The fields of a filter. */
class ComparisonFilters extends Div {
    private static final long serialVersionUID = 1L;

    private final TextField text = new TextField(getTranslation("comparisons.search"));
    private final Select<Said> said = new Select<>();
    private final Select<Flagged> flagged = new Select<>();
    private final MultiSelectComboBox<Trait> traits = new MultiSelectComboBox<>(getTranslation("comparisons.traits"));
    private final ComboBox<String> language = new ComboBox<>(getTranslation("comparisons.language"));
    private final ComboBox<String> tag = new ComboBox<>(getTranslation("comparisons.tag"));
    private final Consumer<ComparisonFilter> changed;
    private boolean filling;

    /** @param changed told of what is entered, when a person has changed it */
    ComparisonFilters(Consumer<ComparisonFilter> changed) {
        this.changed = changed;
        addClassName("comparison-filters");
        getElement().setAttribute("role", "search");
        text.setClearButtonVisible(true);
        text.setMaxLength(ComparisonFilter.LONGEST_TEXT);
        text.addClassName("comparison-search");
        said.setLabel(getTranslation("comparisons.said"));
        said.setEmptySelectionAllowed(true);
        said.setEmptySelectionCaption(getTranslation("audit.any"));
        said.setPlaceholder(getTranslation("audit.any"));
        said.setItemLabelGenerator(choice -> choice == null ? "" : getTranslation("comparisons.said." + choice.word()));
        flagged.setLabel(getTranslation("comparisons.flagged"));
        flagged.setEmptySelectionAllowed(true);
        flagged.setEmptySelectionCaption(getTranslation("audit.any"));
        flagged.setPlaceholder(getTranslation("audit.any"));
        flagged.setItems(Flagged.values());
        flagged.setItemLabelGenerator(this::words);
        traits.addClassName("comparison-traits");
        traits.setItems(Trait.values());
        traits.setItemLabelGenerator(trait -> getTranslation("comparisons.trait." + trait.word()));
        traits.setI18n(MultiSelectWords.of(this));
        traits.setPlaceholder(getTranslation("audit.any"));
        traits.setClearButtonVisible(true);
        language.setItemLabelGenerator(each -> LanguageTags.name(each, getLocale()));
        offer(language);
        offer(tag);
        text.addValueChangeListener(change -> tell());
        said.addValueChangeListener(change -> tell());
        flagged.addValueChangeListener(change -> tell());
        traits.addValueChangeListener(change -> tell());
        language.addValueChangeListener(change -> tell());
        tag.addValueChangeListener(change -> tell());
        add(text, said, flagged, traits, language, tag);
    }

    private void offer(ComboBox<String> box) {
        box.setPlaceholder(getTranslation("audit.any"));
        box.setClearButtonVisible(true);
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(typed -> box.setValue(typed.getDetail().strip()));
    }

    private String words(Flagged choice) {
        return choice == null
                ? ""
                : choice == Flagged.ANY
                        ? getTranslation("comparisons.flagged.any")
                        : DesignWords.flag(this, FlagKind.valueOf(choice.name()));
    }

    private void tell() {
        if (!filling) {
            changed.accept(value());
        }
    }

    /** Shows a filter, and what there is to choose from. */
    void show(ComparisonFilter filter, ComparisonService.Offer offer) {
        filling = true;
        said.setItems(Arrays.stream(Said.values())
                .filter(choice -> offer.verdicts() || choice == Said.NONE)
                .toList());
        said.setHelperText(!offer.blind() ? null : getTranslation("comparisons.blind.filter"));
        language.setItems(with(offer.languages(), filter.language()));
        tag.setItems(with(offer.tags(), filter.tag()));
        text.setValue(filter.text());
        said.setValue(filter.said()
                .filter(choice -> offer.verdicts() || choice == Said.NONE)
                .orElse(null));
        flagged.setValue(filter.flagged().orElse(null));
        traits.setValue(filter.traits());
        language.setValue(filter.language().orElse(null));
        tag.setValue(filter.tag().orElse(null));
        filling = false;
    }

    private static List<String> with(List<String> offered, Optional<String> chosen) {
        List<String> all = new ArrayList<>(offered);
        chosen.filter(each -> !all.contains(each)).ifPresent(all::add);
        return all;
    }

    private ComparisonFilter value() {
        return new ComparisonFilter(
                text.getValue(),
                said.getOptionalValue(),
                flagged.getOptionalValue(),
                traits.getValue(),
                language.getOptionalValue(),
                tag.getOptionalValue());
    }
}
