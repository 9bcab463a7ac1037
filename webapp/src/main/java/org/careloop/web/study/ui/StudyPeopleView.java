package org.careloop.web.study.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.people.ui.LinkDialog;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Notice;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.MemberRole;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPeople;
import org.careloop.web.study.StudyService;

/** Who takes part in a study, and whether there is somebody for every comparison. */
@Route("study/:study/people")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class StudyPeopleView extends StudyPage {
    private static final long serialVersionUID = 1L;

    private final transient StudyPeople people;
    private final Div content = new Div();
    private StudyId study = StudyId.random();

    StudyPeopleView(StudyService studies, StudyPeople people) {
        super(PageOfStudy.PEOPLE, studies);
        this.people = people;
        content.addClassName("people-content");
    }

    @Override
    protected void open(Study opened) {
        study = opened.id();
        Button invite = new Button(getTranslation("people.invite"), click -> invite());
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        addActions(invite);
        add(content);
        refresh();
    }

    private void invite() {
        new ActDialog(
                        getTranslation("people.invite.title"),
                        getTranslation("people.invite.text"),
                        getTranslation("accounts.invite.make"),
                        () -> {
                            InvitationService.Link link = people.invite(study);
                            refresh();
                            new LinkDialog(getTranslation("people.invite.link"), link).open();
                        })
                .open();
    }

    private void refresh() {
        StudyPeople.Standing standing = people.standing(study);
        Figures figures = new Figures(this);
        content.removeAll();
        if (standing.fitNobody() > 0) {
            content.add(new Notice(
                    getTranslation("people.nobody", standing.fitNobody()),
                    getTranslation("people.nobody.meaning"),
                    new Anchor(PageOfStudy.DESIGN.address(study), getTranslation("people.nobody.action"))));
        }
        content.add(new Paragraph(getTranslation(
                standing.members().stream().anyMatch(member -> member.role() == MemberRole.ANNOTATOR)
                        ? "people.closed"
                        : "people.open",
                standing.canJudge().size())));
        content.add(members(standing), adding(standing.colleagues()));
        if (!standing.invited().isEmpty()) {
            content.add(invited(standing, figures));
        }
    }

    private Div members(StudyPeople.Standing standing) {
        Div card = card(new H2(getTranslation("people.members")));
        boolean led = standing.members().stream().anyMatch(member -> member.role() == MemberRole.LEAD);
        if (!led) {
            card.add(new Paragraph(getTranslation("people.nolead")));
        }
        if (!standing.members().isEmpty()) {
            FactTable table = new FactTable(
                    getTranslation("people.members"),
                    List.of(getTranslation("people.person"), getTranslation("people.role"), ""));
            standing.members()
                    .forEach(member -> table.addRow(
                            new Span(name(member.person())), new Span(role(member.role())), remove(member)));
            card.add(table);
        }
        return card;
    }

    private Button remove(StudyPeople.Member member) {
        Button remove = new Button(getTranslation("people.remove"), click -> {
            try {
                people.remove(study, member.person().id(), member.role());
                refresh();
            } catch (BadInput e) {
                Notification.show(Problem.words(this, e));
            }
        });
        remove.setAriaLabel(getTranslation("people.remove.of", name(member.person()), role(member.role())));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return remove;
    }

    private Div adding(List<Person> colleagues) {
        ComboBox<Person> person = new ComboBox<>(getTranslation("people.person"));
        person.setItems(colleagues);
        person.setItemLabelGenerator(StudyPeopleView::name);
        Select<MemberRole> role = new Select<>();
        role.setLabel(getTranslation("people.role"));
        role.setItems(MemberRole.values());
        role.setItemLabelGenerator(this::role);
        role.setValue(MemberRole.ANNOTATOR);
        Button add = new Button(getTranslation("people.add"), click -> {
            if (person.getValue() == null) {
                person.setErrorMessage(getTranslation("people.choose"));
                person.setInvalid(true);
            } else {
                people.add(study, person.getValue().id(), role.getValue());
                refresh();
            }
        });
        Div row = new Div(person, role, add);
        row.addClassName("people-add");
        return card(new H2(getTranslation("people.add.title")), row);
    }

    private Div invited(StudyPeople.Standing standing, Figures figures) {
        FactTable table = new FactTable(
                getTranslation("accounts.invited"), List.of(getTranslation("accounts.invited.until"), ""));
        standing.invited().forEach(invitation -> {
            Button revoke = new Button(getTranslation("accounts.revoke"), click -> {
                people.revoke(study, invitation.id());
                refresh();
            });
            revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            table.addRow(new Span(figures.moment(invitation.expiresAt())), revoke);
        });
        return card(new H2(getTranslation("accounts.invited")), table);
    }

    private String role(MemberRole role) {
        return getTranslation("people.role." + role.name().toLowerCase(Locale.ROOT));
    }

    private static String name(Person person) {
        return person.displayName().equals(person.login())
                ? person.login()
                : "%s (%s)".formatted(person.displayName(), person.login());
    }
}
