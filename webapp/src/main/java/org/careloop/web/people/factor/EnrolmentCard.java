package org.careloop.web.people.factor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** What a person needs to set up a second factor: the secret for the app, drawn and written, and the recovery codes. */
final class EnrolmentCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int GROUP = 4;

    EnrolmentCard(Enrolment enrolment, String login) {
        addClassName("enrolment");
        Span secret = new Span(Totp.text(enrolment.secret()).replaceAll("(.{%d})(?=.)".formatted(GROUP), "$1 "));
        secret.addClassName("enrolment-secret");
        OrderedList codes = new OrderedList();
        codes.addClassName("recovery-codes");
        enrolment.recoveryCodes().forEach(code -> codes.add(new ListItem(code)));
        add(
                new Paragraph(getTranslation("factor.scan")),
                new QrImage(Totp.address(enrolment.secret(), login), getTranslation("factor.qr")),
                new Paragraph(new Span(getTranslation("factor.by-hand") + " "), secret),
                new Paragraph(getTranslation("factor.recovery")),
                codes);
    }
}
