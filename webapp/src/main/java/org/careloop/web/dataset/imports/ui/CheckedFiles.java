package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import org.careloop.web.dataset.imports.ImportCheck;

/** What an import would do, before anything is done. */
class CheckedFiles extends Div {
    private static final long serialVersionUID = 1L;

    CheckedFiles(ImportCheck check) {
        addClassName("checked");
        add(new H2(getTranslation(
                ImportFacts.ofTexts(check.formats()) ? "import.checked.texts" : "import.checked",
                check.comparisons())));
        add(new ImportFacts(check.formats(), check.passedOver())
                .withRows(check.votes(), check.annotators(), check.adjudications(), check.notText(), check.ignored()));
        for (String file : check.withoutRows()) {
            Paragraph none = new Paragraph(getTranslation("import.none-usable", file));
            none.addClassName("problem");
            add(none);
        }
        if (check.refusedRows() > 0) {
            add(new H3(getTranslation("import.refused-rows", check.refusedRows())), refused(check));
        }
        if (!check.first().isEmpty()) {
            add(new H3(getTranslation("import.first")), new FirstComparisons(check.first()));
        }
    }

    /** By reason, each with its first places. */
    private UnorderedList refused(ImportCheck check) {
        ImportWords words = new ImportWords(this);
        UnorderedList reasons = new UnorderedList();
        reasons.addClassName("problems");
        for (ImportCheck.Reason reason : check.refused()) {
            UnorderedList places = new UnorderedList();
            reason.first().forEach(row -> places.add(new ListItem(words.row(row))));
            long more = reason.rows() - reason.first().size();
            if (more > 0) {
                places.add(new ListItem(getTranslation("import.more-rows", more)));
            }
            ListItem item = new ListItem(getTranslation("import.reason-rows", reason.rows()));
            item.add(places);
            reasons.add(item);
        }
        return reasons;
    }
}
