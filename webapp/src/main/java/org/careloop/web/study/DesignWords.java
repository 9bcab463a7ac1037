package org.careloop.web.study;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.FlagKind;

/** What the parts of a design are called on a screen, in its language. */
public final class DesignWords {
    private DesignWords() {}

    /** A criterion's own label, or the translated name of a usual one. */
    public static String criterion(Component screen, Criterion criterion) {
        return criterion.label() == null ? screen.getTranslation("criterion." + criterion.key()) : criterion.label();
    }

    public static String flag(Component screen, FlagKind kind) {
        return screen.getTranslation("flag." + kind.name().toLowerCase(Locale.ROOT));
    }
}
