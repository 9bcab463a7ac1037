package org.careloop.web.signature;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyRoute;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.StudyTabs;

/** Where a study is signed and frozen, and a signature is checked. */
@Route("study/:study/signature")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class SignatureView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient StudyService studies;
    private final transient SignatureService signatures;
    private final Div content = new Div();

    SignatureView(StudyService studies, SignatureService signatures) {
        super(I18NProvider.translate("study.tab.signature"));
        this.studies = studies;
        this.signatures = signatures;
        content.addClassName("page-body");
        add(content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<Study> study = StudyRoute.study(event, studies);
        if (study.isEmpty()) {
            return;
        }
        setHeading(study.get().name());
        addBesideHeading(new StudyBadge(study.get().state()));
        content.removeAll();
        content.add(
                new StudyTabs(study.get().id(), StudyTabs.Tab.SIGNATURE), new SignatureCard(signatures, study.get()));
    }
}
