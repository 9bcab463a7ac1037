package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.promotion.Outlook;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.StudyId;
import org.careloop.web.verdict.VerdictReport.Loss;

/** The losses in safety that two or more people found, each with what was decided on it. */
class LossesCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;

    private final transient PromotionService promotions;
    private final transient Checkpoint model;
    private final transient Outlook outlook;
    private final transient Runnable saved;

    LossesCard(PromotionService promotions, Checkpoint model, Outlook outlook, Runnable saved) {
        this.promotions = promotions;
        this.model = model;
        this.outlook = outlook;
        this.saved = saved;
        addClassNames("card", "losses");
        add(new H2(getTranslation("promotion.losses")), new Paragraph(getTranslation("promotion.losses.text")));
        outlook.report().losses().stream().filter(Loss::needsDecision).forEach(loss -> add(decision(loss)));
    }

    private H3 heading(Loss loss) {
        ComparisonId id = outlook.comparisons().get(loss.comparison());
        StudyId study = outlook.verdictStudy().id();
        return id == null
                ? new H3(loss.comparison())
                : new H3(new Anchor(PageOfStudy.COMPARISONS.address(study) + "/" + id, loss.comparison()));
    }

    private Component decision(Loss loss) {
        TextArea decision = new TextArea(getTranslation("promotion.losses.decision"));
        decision.setMaxLength(LONGEST);
        decision.setValue(outlook.decisions().getOrDefault(loss.comparison(), ""));
        Problem problem = new Problem();
        Span kept = new Span();
        kept.addClassName("quiet");
        kept.getElement().setAttribute("role", "status");
        Button save = new Button(getTranslation("promotion.losses.save"), click -> {
            problem.clear();
            kept.setText("");
            try {
                promotions.decide(model.id(), outlook.verdictStudy().id(), loss.comparison(), decision.getValue());
                kept.setText(getTranslation("promotion.losses.kept"));
                saved.run();
            } catch (BadInput e) {
                problem.show(e);
            }
        });
        save.setAriaLabel(getTranslation("promotion.losses.save.of", loss.comparison()));
        Div said = new Div();
        loss.said().forEach(reason -> said.add(new Paragraph(getTranslation("promotion.losses.said", reason))));
        Span counted =
                new Span(getTranslation("promotion.losses.votes", loss.safety(), loss.good(), loss.same(), loss.bad()));
        counted.addClassName("quiet");
        Div one = new Div(
                heading(loss),
                new Paragraph(loss.question()),
                counted,
                said,
                decision,
                problem,
                new Div(save, new Span(" "), kept));
        one.addClassName("form");
        return one;
    }
}
