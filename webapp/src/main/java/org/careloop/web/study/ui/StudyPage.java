package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import java.util.Optional;
import org.careloop.web.shell.MainLayout;
import org.careloop.web.shell.Page;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyRoute;
import org.careloop.web.study.StudyService;

/** A page of the study that its address names. Its heading names the study and its state. */
public abstract class StudyPage extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient StudyService studies;
    private Component badge = new Span();

    protected StudyPage(PageOfStudy page, StudyService studies) {
        super(I18NProvider.translate(page.key()));
        this.studies = studies;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        StudyRoute.study(event, studies).ifPresent(study -> {
            startOver();
            head(study);
            open(study);
        });
    }

    /** Adds the content below the heading; called again when the address names another study. */
    protected abstract void open(Study study);

    /** Shows the study's name and state, which may have changed on the page, in the heading and the navigation. */
    protected final void head(Study study) {
        setOwner(study.name());
        badge.removeFromParent();
        badge = new StudyBadge(study.state());
        addBesideHeading(badge);
        Optional.ofNullable(findAncestor(MainLayout.class)).ifPresent(MainLayout::showInView);
    }
}
