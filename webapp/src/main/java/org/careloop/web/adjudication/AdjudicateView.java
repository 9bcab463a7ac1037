package org.careloop.web.adjudication;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.StudyBadge;

/** Lists the studies that a clinician adjudicates, with what waits in each. */
@Route(AdjudicateView.ADDRESS)
@Menu(title = "study.page.adjudication", order = 3)
@RolesAllowed(Role.Names.CLINICIAN)
class AdjudicateView extends Page {
    private static final long serialVersionUID = 1L;
    static final String ADDRESS = "adjudicate";

    AdjudicateView(AdjudicationService service) {
        super(I18NProvider.translate("study.page.adjudication"));
        List<AdjudicationService.Waiting> studies = service.mine();
        if (studies.isEmpty()) {
            add(new EmptyState(
                    getTranslation("adjudication.nowhere.title"), getTranslation("adjudication.nowhere.text")));
            return;
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("link-list");
        studies.forEach(each -> list.add(item(each)));
        add(card(list));
    }

    private ListItem item(AdjudicationService.Waiting each) {
        Span waiting = each.waiting() == 0
                ? badge(getTranslation("adjudication.waiting.none"), Tone.QUIET)
                : badge(
                        getTranslation(
                                each.waiting() < AdjudicationService.COUNTED
                                        ? "adjudication.waiting"
                                        : "adjudication.waiting.many",
                                each.waiting()),
                        Tone.ATTENTION);
        Div badges = new Div(waiting, new StudyBadge(each.study().state()));
        badges.addClassName("badges");
        return new ListItem(
                new Anchor(
                        PageOfStudy.ADJUDICATION.address(each.study().id()),
                        each.study().name()),
                badges);
    }
}
