package org.careloop.web.shell;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Chooses languages of texts by their names; the value is their BCP 47 tags. A tag that is not on the list can be typed. */
public class LanguageTags extends MultiSelectComboBox<String> {
    private static final long serialVersionUID = 1L;
    private static final List<String> USUAL = List.of(
            "en", "zh", "es", "fr", "de", "ja", "ko", "pt", "ru", "ar", "hi", "vi", "th", "id", "it", "nl", "tr");

    private final List<String> known = new ArrayList<>(USUAL);

    public LanguageTags(String label) {
        setLabel(label);
        setI18n(MultiSelectWords.of(this));
        setItems(known);
        setItemLabelGenerator(tag -> name(tag, getLocale()));
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            String tag = Locale.forLanguageTag(typed.getDetail().strip()).toLanguageTag();
            if (!tag.equals("und")) {
                TreeSet<String> chosen = new TreeSet<>(getValue());
                chosen.add(tag);
                choose(chosen);
            }
        });
    }

    /** Sets the value; tags that are not on the list join it. */
    public void choose(Collection<String> tags) {
        tags.stream().filter(tag -> !known.contains(tag)).forEach(known::add);
        setItems(known);
        setValue(new TreeSet<>(tags));
    }

    /** The chosen tags in the order of the alphabet. */
    public List<String> tags() {
        return List.copyOf(new TreeSet<>(getValue()));
    }

    /** The name of a language in another. */
    public static String name(String tag, Locale in) {
        return Locale.forLanguageTag(tag).getDisplayName(in);
    }
}
