package org.careloop.web.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.careloop.web.shell.MultiSelectWords;

/**
 * Chooses fields of medicine; one that is not on the list can be typed. The value is in lower case, as comparisons name
 * it.
 */
public class SpecialtyTags extends MultiSelectComboBox<String> {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 60;
    private static final List<String> USUAL = List.of(
            "anesthesiology",
            "cardiology",
            "dermatology",
            "emergency",
            "endocrinology",
            "gastroenterology",
            "general",
            "geriatrics",
            "gynecology",
            "hematology",
            "infectious",
            "internal",
            "nephrology",
            "neurology",
            "nursing",
            "oncology",
            "ophthalmology",
            "orthopedics",
            "pediatrics",
            "pharmacy",
            "psychiatry",
            "pulmonology",
            "radiology",
            "surgery",
            "urology");

    private final List<String> known = new ArrayList<>(USUAL);

    public SpecialtyTags(String label) {
        setLabel(label);
        setI18n(MultiSelectWords.of(this));
        setItems(known);
        setItemLabelGenerator(tag -> name(this, tag));
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            String own = typed.getDetail().strip().toLowerCase(Locale.ROOT);
            if (!own.isEmpty() && own.length() <= LONGEST) {
                TreeSet<String> chosen = new TreeSet<>(getValue());
                chosen.add(own);
                choose(chosen);
            }
        });
    }

    /** The name of a field in the language of a screen; a typed one is shown as it is. */
    public static String name(Component screen, String specialty) {
        return USUAL.contains(specialty) ? screen.getTranslation("specialty." + specialty) : specialty;
    }

    /** Sets the value; fields that are not on the list join it. */
    public void choose(Collection<String> specialties) {
        specialties.stream().filter(tag -> !known.contains(tag)).forEach(known::add);
        setItems(known);
        setValue(new TreeSet<>(specialties));
    }

    /** The chosen fields in the order of the alphabet. */
    public List<String> tags() {
        return List.copyOf(new TreeSet<>(getValue()));
    }
}
