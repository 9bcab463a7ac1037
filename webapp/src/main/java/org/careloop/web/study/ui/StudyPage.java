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

/** A page of the study that its address names: the study's name and state above, the way to its other pages, the content. */
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

    /** Adds what stands below the tabs; asked anew when the address names another study. */
    protected abstract void open(Study study);

    /** Says what the study is called and how far it has come. */
    protected final void head(Study study) {
        setHeading(study.name());
        badge.removeFromParent();
        badge = new StudyBadge(study.state());
        addBesideHeading(badge);
    }
}
