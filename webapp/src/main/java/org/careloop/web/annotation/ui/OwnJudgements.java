package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.OwnJudgement;
import org.careloop.web.shell.Figures;

/** A person's own judgements, the latest first, each with the way to change it. */
final class OwnJudgements extends Div {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 20;

    private final transient AnnotationService service;
    private final OrderedList list = new OrderedList();
    private final Button more = new Button(getTranslation("work.more"), click -> showMore());
    private int shown;

    OwnJudgements(AnnotationService service) {
        this.service = service;
        addClassName("card");
        list.addClassName("own-judgements");
        add(new H2(getTranslation("work.judgements")), list, more);
        showMore();
        if (shown == 0) {
            add(new Paragraph(getTranslation("work.none")));
        }
    }

    private void showMore() {
        List<OwnJudgement> next = service.ownJudgements(shown, PAGE);
        next.forEach(judgement -> list.add(item(judgement)));
        shown += next.size();
        more.setVisible(next.size() == PAGE);
    }

    private ListItem item(OwnJudgement judgement) {
        Paragraph question = new Paragraph(judgement.question());
        question.addClassName("own-question");
        question.getElement().setAttribute("dir", "auto");
        Span answer = new Span(AnswerWords.of(judgement.answer(), judgement.graded(), this));
        answer.addClassName("own-answer");
        Div facts = new Div(answer, new Span(when(judgement)), new Span(judgement.studyName()));
        if (judgement.revisions() > 0) {
            facts.add(new Span(getTranslation("work.changed", judgement.revisions())));
        }
        facts.addClassName("own-facts");
        return new ListItem(new Div(question, facts), change(judgement));
    }

    private String when(OwnJudgement judgement) {
        return new Figures(this).moment(judgement.at());
    }

    private Component change(OwnJudgement judgement) {
        if (!judgement.changeable()) {
            Span closed = new Span(getTranslation("work.closed"));
            closed.addClassName("quiet");
            return closed;
        }
        RouterLink link = new RouterLink(getTranslation("work.change"), AnnotateView.class);
        link.setQueryParameters(
                QueryParameters.of(AnnotateView.CHANGE, judgement.comparison().toString()));
        link.getElement().setAttribute("aria-label", getTranslation("work.change.of", judgement.question()));
        return link;
    }
}
