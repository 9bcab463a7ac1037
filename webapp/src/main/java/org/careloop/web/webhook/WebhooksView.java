package org.careloop.web.webhook;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Notice;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;

/** Which addresses are told what happens in a study, and how each message fared. */
@Route("study/:study/webhooks")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class WebhooksView extends StudyPage {
    private static final long serialVersionUID = 1L;

    private final transient WebhookService hooks;
    private final TextField url = new TextField();
    private final CheckboxGroup<WebhookEvent> events = new CheckboxGroup<>();
    private final Problem problem = new Problem();
    private final Div outcome = new Div();
    private final Div list = new Div();
    private transient StudyId study = StudyId.random();

    WebhooksView(StudyService studies, WebhookService hooks) {
        super(PageOfStudy.WEBHOOKS, studies);
        this.hooks = hooks;
        outcome.getElement().setAttribute("role", "status");
        list.addClassName("export-content");
    }

    @Override
    protected void open(Study opened) {
        study = opened.id();
        add(new Paragraph(getTranslation("webhook.text")), form(), outcome, list);
        refresh();
    }

    private Div form() {
        url.setLabel(getTranslation("webhook.url"));
        url.setPlaceholder("https://");
        events.setLabel(getTranslation("webhook.events"));
        events.setItems(EnumSet.complementOf(EnumSet.of(WebhookEvent.TEST)));
        events.setItemLabelGenerator(this::word);
        Button add = new Button(getTranslation("webhook.add"), click -> create());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = card(new H2(getTranslation("webhook.new")), url, events, problem, new Div(add));
        form.addClassName("form");
        return form;
    }

    private String word(WebhookEvent event) {
        return getTranslation("webhook.event." + event.name());
    }

    private void create() {
        outcome.removeAll();
        problem.clear();
        try {
            Code secret = new Code(hooks.create(study, url.getValue(), Set.copyOf(events.getValue())));
            secret.addClassName("password");
            outcome.add(card(new Paragraph(getTranslation("webhook.once")), secret));
            url.clear();
            events.clear();
            refresh();
        } catch (BadInput e) {
            problem.show(e);
        }
    }

    private void refresh() {
        list.removeAll();
        hooks.of(study).forEach(hook -> list.add(describe(hook)));
    }

    private Div describe(Webhook hook) {
        Button test = new Button(getTranslation("webhook.test"), click -> {
            hooks.test(hook.id());
            refresh();
        });
        test.setAriaLabel(getTranslation("webhook.test.of", hook.url()));
        Button delete = new Button(getTranslation("webhook.delete"), click -> {
            hooks.delete(hook.id());
            refresh();
        });
        delete.setAriaLabel(getTranslation("webhook.delete.of", hook.url()));
        delete.addThemeVariants(ButtonVariant.TERTIARY);
        Div card = card(
                new H2(hook.url()),
                new Paragraph(hook.events().stream()
                        .sorted()
                        .map(this::word)
                        .collect(Collectors.joining(getTranslation("list.comma")))));
        if (!hook.active()) {
            card.add(new Notice(getTranslation("webhook.off"), getTranslation("webhook.off.text")));
        }
        card.add(new Div(test, delete), deliveries(hook));
        return card;
    }

    private Component deliveries(Webhook hook) {
        List<Webhook.Delivery> latest = hooks.deliveries(hook.id());
        if (latest.isEmpty()) {
            return new Paragraph(getTranslation("webhook.nothing"));
        }
        FactTable table = new FactTable(
                getTranslation("webhook.messages"),
                List.of(
                        getTranslation("webhook.at"),
                        getTranslation("webhook.event"),
                        getTranslation("webhook.state"),
                        getTranslation("webhook.attempts"),
                        getTranslation("webhook.answer")));
        Figures figures = new Figures(this);
        for (Webhook.Delivery message : latest) {
            table.addRow(
                    new Span(figures.second(message.createdAt())),
                    new Span(word(WebhookEvent.valueOf(message.event()))),
                    new Span(getTranslation("webhook.state." + message.state())),
                    new Span(figures.count(message.attempts())),
                    new Span(message.answer().orElse("")));
        }
        return table;
    }
}
