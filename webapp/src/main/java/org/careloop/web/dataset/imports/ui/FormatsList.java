package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Locale;
import org.careloop.web.dataset.layout.ImportFormat;

/** The formats that are read, each in a sentence. */
class FormatsList extends Div {
    private static final long serialVersionUID = 1L;

    FormatsList() {
        addClassName("card");
        UnorderedList list = new UnorderedList();
        list.addClassName("formats");
        for (ImportFormat format : ImportFormat.values()) {
            list.add(
                    new ListItem(getTranslation("import.format." + format.name().toLowerCase(Locale.ROOT))));
        }
        add(new H2(getTranslation("import.formats")), list);
    }
}
