package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.Criterion;

/** Part of a study's votes with its name in a reader's words. */
record NamedGroup(String name, AgreementReport.Group group) {
    /** Everything first, then by criterion, language and tag. */
    static List<NamedGroup> of(Div screen, Study study, AgreementReport report) {
        List<NamedGroup> groups = new ArrayList<>();
        groups.add(new NamedGroup(screen.getTranslation("agreement.overall"), report.overall()));
        for (AgreementReport.Group group : report.criteria()) {
            String criterion = criterion(screen, study, group.name());
            groups.add(new NamedGroup(screen.getTranslation("agreement.criterion", criterion), group));
        }
        for (AgreementReport.Group group : report.languages()) {
            String language = language(screen, group.name());
            groups.add(new NamedGroup(screen.getTranslation("agreement.language", language), group));
        }
        for (AgreementReport.Group group : report.tags()) {
            groups.add(new NamedGroup(screen.getTranslation("agreement.tag", group.name()), group));
        }
        return groups;
    }

    private static String criterion(Div screen, Study study, String key) {
        return study.design().criteria().stream()
                .filter(criterion -> criterion.key().equals(key))
                .findFirst()
                .map((Criterion criterion) -> DesignWords.criterion(screen, criterion))
                .orElse(key);
    }

    private static String language(Div screen, String tag) {
        return tag.isEmpty() ? screen.getTranslation("agreement.language.unknown") : new Figures(screen).language(tag);
    }
}
