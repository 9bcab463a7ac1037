package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import org.careloop.web.shell.Page;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyRoute;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.StudyTabs;

/** A page of the study that its address names. It has the study's name and state, tabs of its pages, and the content. */
public abstract class StudyPage extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient StudyService studies;
    private final StudyTabs.Tab tab;
    private Component badge = new Span();

    protected StudyPage(StudyTabs.Tab tab, StudyService studies) {
        super(I18NProvider.translate(tab.key()));
        this.tab = tab;
        this.studies = studies;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        StudyRoute.study(event, studies).ifPresent(study -> {
            startOver();
            head(study);
            add(new StudyTabs(study.id(), tab));
            open(study);
        });
    }

    /** Adds the content below the tabs; called again when the address names another study. */
    protected abstract void open(Study study);

    /** Shows the study's name and state in the heading. */
    protected final void head(Study study) {
        setHeading(study.name());
        badge.removeFromParent();
        badge = new StudyBadge(study.state());
        addBesideHeading(badge);
    }
}
