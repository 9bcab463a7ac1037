package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.PassedOver;
import org.careloop.web.dataset.layout.ImportFormat;

/** What was found in files: what they are, what comes with their rows, what is not read. */
class ImportFacts extends UnorderedList {
    private static final long serialVersionUID = 1L;

    ImportFacts(List<ImportReader.Recognised> formats, List<PassedOver> passedOver) {
        for (ImportReader.Recognised file : formats) {
            String kind = getTranslation("import.kind." + file.format().name().toLowerCase(Locale.ROOT));
            say(getTranslation("import.recognised", file.file(), kind));
            if (!file.columns().isEmpty()) {
                say(getTranslation("import.columns.read", columns(file)));
            }
        }
        for (PassedOver file : passedOver) {
            String why = getTranslation("import.passed." + file.why().name().toLowerCase(Locale.ROOT));
            say(getTranslation("import.passed-over", file.file(), why));
        }
    }

    /** Whether the files hold texts to be rated, else comparisons. */
    static boolean ofTexts(List<ImportReader.Recognised> formats) {
        return formats.stream().anyMatch(file -> file.format() == ImportFormat.TEXTS);
    }

    /** What comes with the rows. */
    ImportFacts withRows(long votes, int annotators, long adjudications, long notText, Map<String, Long> ignored) {
        if (votes > 0) {
            say(getTranslation("import.votes", votes, annotators));
        }
        if (adjudications > 0) {
            say(getTranslation("import.adjudications", adjudications));
        }
        if (notText > 0) {
            say(getTranslation("import.nottext", notText));
        }
        ignored.forEach((field, rows) -> say(getTranslation("import.ignored", field, rows)));
        return this;
    }

    /** Such as: Question = Frage, Answer A = Antwort 1. */
    private String columns(ImportReader.Recognised file) {
        return file.columns().entrySet().stream()
                .map(each -> getTranslation(
                        "import.columns.pair", getTranslation("import.column." + each.getKey()), each.getValue()))
                .collect(Collectors.joining(getTranslation("list.comma")));
    }

    private void say(String fact) {
        add(new ListItem(fact));
    }
}
