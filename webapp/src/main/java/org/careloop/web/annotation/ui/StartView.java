package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinSession;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.OwnStudy;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.PersonMenu;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.SafeMarkdown;

/** Before the first pair: who could work in several studies chooses one, and reads how it asks to judge. */
@Route(value = "start", autoLayout = false)
@RolesAllowed(Role.Names.CLINICIAN)
class StartView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    /** Of the session: the study whose guidelines were read and whose first pair is perhaps not judged yet. */
    private static final String BEGUN = "study-begun";

    private final transient AnnotationService service;
    private final transient List<OwnStudy> studies;
    private final H1 heading = new H1();
    private final Main main = new Main();

    StartView(AnnotationService service, LanguageSwitch language, PersonMenu person) {
        this.service = service;
        person.addLink(getTranslation("work.title"), MyWorkView.class);
        addClassNames("my-work", "start-page");
        Div tools = new Div(language, person);
        tools.addClassName("tools");
        Header header = new Header(heading, tools);
        header.addClassName("annotate-header");
        add(header, main);
        studies = service.studies();
        chosen(studies).filter(StartView::isUnread).ifPresentOrElse(this::showOne, this::showAll);
    }

    /** Whether somebody who comes to work has to choose a study, or to read its guidelines, first. */
    static boolean comesFirst(List<OwnStudy> studies) {
        return chosen(studies)
                .map(StartView::isUnread)
                .orElseGet(() -> studies.size() > 1 || studies.stream().anyMatch(StartView::isUnread));
    }

    private static Optional<OwnStudy> chosen(List<OwnStudy> studies) {
        return studies.stream().filter(OwnStudy::chosen).findFirst();
    }

    private static boolean isUnread(OwnStudy study) {
        return study.judged() == 0
                && !study.guidelines().isBlank()
                && !study.id().equals(VaadinSession.getCurrent().getAttribute(BEGUN));
    }

    private void showAll() {
        if (studies.size() == 1) {
            showOne(studies.getFirst());
            return;
        }
        heading.setText(getTranslation("start.choose"));
        main.removeAll();
        if (studies.isEmpty()) {
            main.add(new EmptyState(
                    getTranslation("start.none.title"),
                    getTranslation("start.none.text"),
                    new RouterLink(getTranslation("work.title"), MyWorkView.class)));
        }
        for (OwnStudy study : studies) {
            Button work = new Button(getTranslation("start.work"), click -> choose(study));
            work.setAriaLabel(work.getText() + ": " + study.name());
            main.add(card(study, work));
        }
    }

    private void choose(OwnStudy study) {
        if (isUnread(study)) {
            showOne(study);
        } else {
            begin(study);
        }
    }

    private void showOne(OwnStudy study) {
        heading.setText(getTranslation("start.title"));
        main.removeAll();
        Button begin =
                new Button(getTranslation(study.judged() == 0 ? "start.begin" : "work.go-on"), click -> begin(study));
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        Div wayOn = new Div(begin);
        wayOn.addClassName("start-way-on");
        if (!study.guidelines().isBlank()) {
            begin.getElement().setAttribute("data-enter", true);
            Span key = new Span(getTranslation("start.key"));
            key.addClassName("quiet");
            wayOn.add(key);
        }
        if (studies.size() > 1) {
            wayOn.add(new Button(getTranslation("start.choose"), click -> showAll()));
        }
        main.add(study.guidelines().isBlank() ? card(study, wayOn) : card(study, guidelines(study), wayOn));
    }

    private Div card(OwnStudy study, Component... content) {
        H2 name = new H2(study.name());
        name.getElement().setAttribute("dir", "auto");
        Paragraph judged = new Paragraph(getTranslation("start.judged", study.judged()));
        judged.addClassName("quiet");
        Div card = new Div(name, judged);
        card.add(content);
        card.addClassNames("card", "start-card");
        return card;
    }

    private static Div guidelines(OwnStudy study) {
        Div text = new Div(new Markdown(SafeMarkdown.of(study.guidelines())));
        text.addClassName("guidelines");
        return text;
    }

    private void begin(OwnStudy study) {
        try {
            if (studies.size() > 1 || !study.chosen()) {
                service.choose(study.id());
            }
            VaadinSession.getCurrent().setAttribute(BEGUN, study.id());
            UI.getCurrent().navigate(AnnotateView.class);
        } catch (BadInput over) {
            Problem problem = new Problem();
            problem.show(over);
            main.add(problem);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://annotate/reading.js");
        event.getUI().getPage().addJsModule("context://annotate/start.js");
    }

    @Override
    public String getPageTitle() {
        return heading.getText() + " · CareLoop";
    }
}
