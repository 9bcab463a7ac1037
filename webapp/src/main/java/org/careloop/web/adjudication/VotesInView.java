package org.careloop.web.adjudication;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.run.Strength;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.ui.AnswerWords;
import org.careloop.web.shell.FactTable;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scale;

/** The votes without names, shown after the blind verdict. */
class VotesInView extends Div {
    private static final long serialVersionUID = 1L;

    private final Scale scale;

    VotesInView(Case shown, AdjudicatorAnswer blind) {
        this.scale = shown.scale();
        addClassName("card");
        add(new H2(getTranslation("adjudication.votes")));
        add(new Paragraph(getTranslation("adjudication.blind.said", words(blind))));
        FactTable table = new FactTable(
                getTranslation("adjudication.votes"),
                List.of(
                        getTranslation("adjudication.person"),
                        getTranslation("adjudication.verdict"),
                        getTranslation("adjudication.why"),
                        getTranslation("adjudication.flags")));
        for (Case.SeenVote vote : shown.votes()) {
            table.addRow(
                    new Span(getTranslation("adjudication.person.number", vote.number())),
                    new Span(words(vote.answer())),
                    new Span(vote.rationale()),
                    new Span(vote.flags().stream().map(this::words).collect(Collectors.joining("; "))));
        }
        add(table);
        shown.questions().forEach(question -> add(new Paragraph(getTranslation("adjudication.question", question))));
    }

    private String words(AdjudicatorAnswer answer) {
        return switch (answer) {
            case AdjudicatorAnswer.Preference(SideVerdict side, Strength strength) ->
                AnswerWords.of(side, strength, scale.isGraded(), this);
            case AdjudicatorAnswer.Order(List<Integer> ranks) -> AnswerWords.of(ranks, this);
            case AdjudicatorAnswer.Score(int overall) -> getTranslation("annotate.rated", overall);
        };
    }

    private String words(Case.SeenFlag flag) {
        String letter = getTranslation("annotate.letter." + flag.place());
        String what = "%s: %s".formatted(letter, DesignWords.flag(this, flag.kind()));
        return flag.quote().isEmpty() ? what : "%s “%s”".formatted(what, flag.quote());
    }
}
