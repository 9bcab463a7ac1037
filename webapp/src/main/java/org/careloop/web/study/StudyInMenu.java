package org.careloop.web.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.careloop.web.shell.PagesInView;
import org.springframework.stereotype.Component;

/** The study in view as a section of the navigation, with those of its pages that the person may open. */
@Component
class StudyInMenu implements PagesInView {
    private final StudyService studies;

    StudyInMenu(StudyService studies) {
        this.studies = studies;
    }

    /** None for people who see no study's overview: to them its other pages are work, which has links of its own. */
    @Override
    public Optional<Section> section() {
        return StudyInView.kept()
                .filter(PageOfStudy.OVERVIEW::isOpen)
                .flatMap(studies::find)
                .map(StudyInMenu::section);
    }

    private static Section section(Study study) {
        List<Entry> entries = Arrays.stream(PageOfStudy.values())
                .filter(page -> page.isOf(study.design().kind()) && page.isOpen(study.id()))
                .map(page -> entry(page, study.id()))
                .toList();
        return new Section(study.name(), entries);
    }

    /** The addresses of all other pages begin with that of the overview, which is also found without naming the study. */
    private static Entry entry(PageOfStudy page, StudyId study) {
        boolean first = page == PageOfStudy.OVERVIEW;
        return new Entry(page.address(study), first ? List.of("study") : List.of(), page.key(), !first);
    }
}
