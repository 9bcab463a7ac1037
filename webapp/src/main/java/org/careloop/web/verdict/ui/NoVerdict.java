package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictPlan;

/** Why a study has no verdict yet, what was fixed for it, and what to do next. */
class NoVerdict extends Div {
    private static final long serialVersionUID = 1L;

    NoVerdict(Study study, BadInput refused, Optional<VerdictPlan> plan) {
        addClassName("page-body");
        boolean waits = refused.code().equals(Optional.of("verdict.no-votes"));
        String key = plan.isPresent() && !waits ? "verdict.answering" : waits ? "verdict.waits" : "verdict.unnamed";
        Anchor next = waits || plan.isPresent()
                ? new Anchor(PageOfStudy.OVERVIEW.address(study.id()), getTranslation("verdict.to-study"))
                : new Anchor("checkpoints", getTranslation("verdict.to-checkpoints"));
        Component help = new HelpLink();
        Paragraph why = new Paragraph(Problem.words(this, refused));
        EmptyState empty = new EmptyState(getTranslation(key), getTranslation(key + ".text"), why, next, help);
        add(empty);
        plan.ifPresent(fixed -> addComponentAsFirst(planned(fixed)));
    }

    private Paragraph planned(VerdictPlan plan) {
        Figures figures = new Figures(this);
        Paragraph text = new Paragraph(getTranslation(
                "verdict.fixed",
                plan.terms().candidate().orElseThrow(),
                plan.terms().rival().orElseThrow(),
                figures.moment(plan.at()),
                plan.by(),
                figures.measured(100 * plan.terms().alpha()),
                figures.measured(100 * plan.terms().margin())));
        text.addClassName("quiet");
        return text;
    }
}
