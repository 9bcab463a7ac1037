package org.careloop.web.signature;

import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.careloop.web.people.Role;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;

/** Where a study is signed and frozen, and a signature is checked. */
@Route("study/:study/signature")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class SignatureView extends StudyPage {
    private static final long serialVersionUID = 1L;

    private final transient SignatureService signatures;

    SignatureView(StudyService studies, SignatureService signatures) {
        super(PageOfStudy.SIGNATURE, studies);
        this.signatures = signatures;
    }

    @Override
    protected void open(Study study) {
        add(new SignatureCard(signatures, study));
    }
}
