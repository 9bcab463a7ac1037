package org.careloop.web.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.jspecify.annotations.Nullable;

/** The audit trail, the latest first, and whether its chains are intact. */
@Route("audit")
@Menu(title = "nav.audit", order = 31)
@RolesAllowed(Role.Names.ADMINISTRATOR)
class AuditView extends Page {
    private static final long serialVersionUID = 1L;
    private static final int WINDOW = 50;
    private static final int GLIMPSE = 48;
    private static final List<String> COLUMNS = List.of(
            "audit.at",
            "audit.actor",
            "audit.origin",
            "audit.action",
            "audit.subject",
            "audit.why",
            "audit.detail",
            "audit.link");

    private final transient AuditTrail trail;
    private final Figures figures = new Figures(this);
    private final ComboBox<String> chain = new ComboBox<>();
    private final ComboBox<String> actor = new ComboBox<>();
    private final ComboBox<String> action = new ComboBox<>();
    private final Div list = card();
    private final Paragraph verdict = new Paragraph();
    private final Button more = new Button();
    private transient FactTable table;
    private transient @Nullable AuditEvent last;

    AuditView(AuditTrail trail) {
        super(I18NProvider.translate("nav.audit"));
        this.trail = trail;
        table = emptyTable();
        addActions(new Button(getTranslation("audit.verify"), click -> verify()));
        verdict.addClassName("card");
        verdict.getElement().setAttribute("role", "status");
        verdict.setVisible(false);
        list.addClassName("audit-list");
        more.setText(getTranslation("audit.more"));
        more.addClickListener(click -> load());
        add(verdict, filters(), list);
        fresh();
    }

    private Div filters() {
        List<AuditEvent> lasts = trail.lasts();
        Map<String, String> workers = lasts.stream()
                .collect(
                        Collectors.toMap(AuditEvent::chain, event -> event.act().actor()));
        offer(
                chain,
                "audit.chain",
                lasts.stream().map(AuditEvent::chain).toList(),
                name -> name.equals(AuditEvent.MAIN)
                        ? getTranslation("audit.chain.main")
                        : getTranslation("audit.chain.work", workers.getOrDefault(name, name)));
        offer(actor, "audit.actor", trail.actors(), Function.identity());
        offer(action, "audit.action", trail.actions(), act -> ActWords.of(this, act));
        Div filters = new Div(chain, actor, action);
        filters.addClassName("audit-filters");
        return filters;
    }

    private void offer(ComboBox<String> box, String label, List<String> items, Function<String, String> words) {
        box.setLabel(getTranslation(label));
        box.setPlaceholder(getTranslation("audit.any"));
        box.setItems(items);
        box.setItemLabelGenerator(words::apply);
        box.setClearButtonVisible(true);
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(typed -> {
            box.setErrorMessage(getTranslation("audit.unknown", typed.getDetail()));
            box.setInvalid(true);
        });
        box.addValueChangeListener(change -> fresh());
    }

    private void fresh() {
        last = null;
        table = emptyTable();
        list.removeAll();
        list.add(table, more);
        load();
    }

    private FactTable emptyTable() {
        return new FactTable(
                getTranslation("nav.audit"),
                COLUMNS.stream().map(this::getTranslation).toList());
    }

    private void load() {
        AuditFilter filter =
                new AuditFilter(chain.getOptionalValue(), actor.getOptionalValue(), action.getOptionalValue());
        List<AuditEvent> window = trail.page(filter, Optional.ofNullable(last), WINDOW);
        window.forEach(this::addRow);
        last = window.isEmpty() ? last : window.getLast();
        more.setVisible(window.size() == WINDOW);
    }

    private void addRow(AuditEvent event) {
        AuditEvent.Act act = event.act();
        table.addRow(Stream.concat(
                        Stream.of(
                                        figures.second(event.at()),
                                        act.actor(),
                                        act.origin(),
                                        ActWords.of(this, act.action()),
                                        act.subject(),
                                        act.reason())
                                .map(Span::new),
                        Stream.of(detail(act.detail()), new Span(link(event.chain(), event.seq()))))
                .toArray(Component[]::new));
    }

    /** A short detail is shown whole; a long one is folded behind its first characters. */
    private static Component detail(String json) {
        Span whole = new Span(json.equals("{}") ? "" : json);
        whole.addClassName("detail");
        if (json.length() <= GLIMPSE) {
            return whole;
        }
        Span beginning = new Span(json.substring(0, GLIMPSE) + "…");
        beginning.addClassName("detail");
        NativeDetails folded = new NativeDetails();
        folded.setSummary(beginning);
        folded.setContent(whole);
        return folded;
    }

    /** Which link it is; of a chain of work the number is enough beside the person's name. */
    private String link(String name, long seq) {
        return name.equals(AuditEvent.MAIN)
                ? getTranslation("audit.link.main", seq)
                : getTranslation("audit.link.work", seq);
    }

    private void verify() {
        Verification found = trail.verify();
        verdict.setText(found.firstBreak()
                .map(first -> getTranslation(
                        "audit.broken",
                        found.links(),
                        found.chains(),
                        first.seq(),
                        first.chain(),
                        getTranslation("audit.fault." + first.fault())))
                .orElseGet(() -> getTranslation("audit.intact", found.links(), found.chains())));
        verdict.setVisible(true);
    }
}
