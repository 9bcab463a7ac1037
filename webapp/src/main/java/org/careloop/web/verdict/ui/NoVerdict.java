package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.Language;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictPlan;
import org.careloop.web.verdict.VerdictWords;

/** Why a study has no verdict yet, what was fixed for it, and what to do next. */
class NoVerdict extends Div {
    private static final long serialVersionUID = 1L;

    NoVerdict(Study study, BadInput refused, Optional<VerdictPlan> plan) {
        addClassName("page-body");
        boolean waits = refused.code().equals(Optional.of("verdict.no-votes"));
        String key = waits ? "verdict.waits" : plan.isPresent() ? "verdict.answering" : "verdict.unnamed";
        EmptyState empty = new EmptyState(getTranslation(key), getTranslation(key + ".text"));
        if (waits) {
            empty.add(link(PageOfStudy.OVERVIEW.address(study.id()), "verdict.to-study"));
        } else if (plan.isPresent()) {
            empty.add(link("runs", "verdict.to-runs"));
        } else {
            empty.add(new Paragraph(Problem.words(this, refused)), link("checkpoints", "verdict.to-checkpoints"));
        }
        empty.add(new HelpLink());
        add(empty);
        plan.ifPresent(fixed -> addComponentAsFirst(planned(fixed)));
    }

    private Anchor link(String address, String key) {
        return new Anchor(address, getTranslation(key));
    }

    private Paragraph planned(VerdictPlan plan) {
        Figures figures = new Figures(this);
        VerdictWords words = new VerdictWords(Language.of(Locale.forLanguageTag(getTranslation("figure.locale"))));
        Paragraph text = new Paragraph(getTranslation(
                "verdict.fixed",
                plan.terms().candidate().orElseThrow(),
                plan.terms().rival().orElseThrow(),
                figures.moment(plan.at()),
                plan.by(),
                words.level(plan.terms().alpha()),
                words.level(plan.terms().margin())));
        text.addClassName("quiet");
        return text;
    }
}
