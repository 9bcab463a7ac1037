package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Locale;
import org.careloop.web.promotion.Promotion;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.StudyId;

/** Every act on the models of a study, the latest first, with what people wrote: it stays for ever. */
class HistoryCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient PromotionService promotions;
    private final transient StudyId line;
    private final transient PointWords words = new PointWords(this);

    HistoryCard(PromotionService promotions, StudyId line, List<Promotion> acts) {
        this.promotions = promotions;
        this.line = line;
        addClassName("card");
        add(new H2(getTranslation("promotion.history")));
        if (acts.isEmpty()) {
            add(new Paragraph(getTranslation("promotion.history.none")));
            return;
        }
        OrderedList list = new OrderedList();
        list.addClassName("promotions");
        acts.forEach(act -> list.add(new ListItem(described(act))));
        add(list);
    }

    private Component described(Promotion act) {
        Promotion.Statement said = act.statement();
        Div all = new Div(new H3(getTranslation(
                "promotion.act." + act.act().name().toLowerCase(Locale.ROOT),
                act.name(),
                act.signedBy(),
                new Figures(this).second(act.signedAt()))));
        for (String text : List.of(said.statement(), said.reason())) {
            if (!text.isEmpty()) {
                all.add(new Paragraph(text));
            }
        }
        UnorderedList written = written(said);
        if (written.getComponentCount() > 0) {
            all.add(written);
        }
        Span sum = new Span(act.sha256());
        sum.addClassName("hash");
        all.add(
                new Paragraph(
                        new Span(getTranslation("promotion.record") + " "),
                        sum,
                        new Span(" "),
                        new Anchor("checkpoints/" + act.checkpoint(), act.name())),
                check(act));
        return all;
    }

    private UnorderedList written(Promotion.Statement said) {
        UnorderedList written = new UnorderedList();
        said.gate().stream()
                .filter(judged -> !judged.overruled().isEmpty())
                .forEach(judged -> written.add(new ListItem(getTranslation(
                        "promotion.overruled",
                        words.name(judged.point().kind()),
                        words.figure(judged.point()),
                        judged.overruled()))));
        said.decisions()
                .forEach((comparison, decision) ->
                        written.add(new ListItem(getTranslation("promotion.decided", comparison, decision))));
        return written;
    }

    private Component check(Promotion act) {
        Span outcome = new Span();
        outcome.getElement().setAttribute("role", "status");
        Button check = new Button(getTranslation("sign.check"), click -> {
            Promotion.Check found = promotions.check(line, act.number());
            outcome.setText(getTranslation(found.holds() ? "promotion.holds" : "promotion.broken"));
        });
        check.setAriaLabel(getTranslation("promotion.check.of", act.number()));
        Div row = new Div(check, new Span(" "), outcome);
        return row;
    }
}
