package org.careloop.web.audit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.careloop.web.shell.Page;

/** What was done, the latest first, and whether the chain holds. */
@Route("audit")
@Menu(title = "nav.audit", order = 31)
@RolesAllowed("ADMINISTRATOR")
class AuditView extends Page {
    private static final long serialVersionUID = 1L;
    private static final int WINDOW = 50;

    private final transient AuditTrail trail;
    private final NativeTable table = new NativeTable();
    private final Paragraph verdict = new Paragraph();
    private final Button more = new Button();
    private int shown;

    AuditView(AuditTrail trail) {
        super(I18NProvider.translate("nav.audit"));
        this.trail = trail;
        addActions(new Button(getTranslation("audit.verify"), click -> verify()));
        verdict.addClassName("card");
        verdict.getElement().setAttribute("role", "status");
        verdict.setVisible(false);
        NativeTableRow head = table.getHead().addRow();
        for (String column :
                List.of("audit.number", "audit.at", "audit.actor", "audit.action", "audit.subject", "audit.detail")) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation(column));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        }
        Div list = card(table, more);
        list.addClassName("table-card");
        more.setText(getTranslation("audit.more"));
        more.addClickListener(click -> load());
        add(verdict, list);
        load();
    }

    private void load() {
        List<AuditEvent> window = trail.page(shown, WINDOW);
        window.forEach(event -> table.getBody().add(row(event)));
        shown += window.size();
        more.setVisible(window.size() == WINDOW);
    }

    private NativeTableRow row(AuditEvent event) {
        Span detail = new Span(event.detail());
        detail.addClassName("detail");
        return new NativeTableRow(
                new NativeTableCell(Long.toString(event.seq())),
                new NativeTableCell(time(event.at())),
                new NativeTableCell(event.actor()),
                new NativeTableCell(event.action()),
                new NativeTableCell(event.subject()),
                new NativeTableCell(detail));
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                .withLocale(getLocale())
                .format(at.atZone(ZoneId.systemDefault()));
    }

    private void verify() {
        AuditTrail.Verification found = trail.verify();
        verdict.setText(found.firstBroken()
                .map(link -> getTranslation("audit.broken", found.links(), link))
                .orElseGet(() -> getTranslation("audit.intact", found.links())));
        verdict.setVisible(true);
    }
}
