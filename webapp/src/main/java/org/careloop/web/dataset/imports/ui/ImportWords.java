package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.Component;
import org.careloop.run.Phrase;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.imports.RefusedRow;
import org.careloop.web.shell.Problem;

/** What is wrong with rows, in the language of a screen. */
final class ImportWords {
    private final Component screen;

    ImportWords(Component screen) {
        this.screen = screen;
    }

    /** Place and problem. */
    String row(RefusedRow row) {
        return screen.getTranslation("import.place.problem", place(row.at()), problem(row.why()));
    }

    String problem(BadRow why) {
        Object[] given = why.given().stream().map(this::filled).toArray();
        return screen.getTranslation("import.row." + why.code(), given);
    }

    private Object filled(Object given) {
        return switch (given) {
            case SourceRow at -> place(at);
            case Phrase phrase -> Problem.words(screen, phrase);
            case Number number -> number;
            default -> given.toString();
        };
    }

    String place(SourceRow at) {
        String line = Long.toString(at.line());
        return at.element() > 0
                ? screen.getTranslation("import.place.element", at.file(), line, Long.toString(at.element()))
                : screen.getTranslation("import.place.line", at.file(), line);
    }
}
