package org.careloop.web.adjudication;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyTabs;

/** Lists the studies that a clinician adjudicates. */
@Route("adjudicate")
@Menu(title = "study.tab.adjudication", order = 3)
@RolesAllowed(Role.Names.CLINICIAN)
class AdjudicateView extends Page {
    private static final long serialVersionUID = 1L;

    AdjudicateView(AdjudicationService service) {
        super(I18NProvider.translate("study.tab.adjudication"));
        List<Study> studies = service.mine();
        if (studies.isEmpty()) {
            add(new EmptyState(
                    getTranslation("adjudication.nowhere.title"), getTranslation("adjudication.nowhere.text")));
            return;
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("link-list");
        for (Study study : studies) {
            list.add(new ListItem(
                    new Anchor(StudyTabs.Tab.ADJUDICATION.address(study.id()), study.name()),
                    new StudyBadge(study.state())));
        }
        add(card(list));
    }
}
