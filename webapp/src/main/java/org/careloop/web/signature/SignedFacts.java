package org.careloop.web.signature;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.StudyId;

/** What stands in a study that is about to be signed, line by line; what is open leads to where it is settled. */
class SignedFacts extends UnorderedList {
    private static final long serialVersionUID = 1L;

    SignedFacts(StudyId study, ToSign now) {
        addClassName("signed-facts");
        String comparisons = PageOfStudy.COMPARISONS.address(study);
        facts(now, this).forEach(fact -> {
            ListItem line = new ListItem(new Span(fact.words()));
            if (!fact.where().isEmpty()) {
                line.add(new Span(" "), new Anchor(comparisons + fact.where(), getTranslation("sign.fact.open")));
            }
            add(line);
        });
    }

    /** @param where the query behind the address of the comparisons; empty where nothing is open */
    private record Fact(String words, String where) {}

    /** A declaration that is true of the study as it stands. */
    static String statement(ToSign now, Component screen) {
        return facts(now, screen).stream()
                .map(Fact::words)
                .collect(Collectors.joining(
                        screen.getTranslation("sign.statement.then"),
                        screen.getTranslation("sign.statement.usual"),
                        ""));
    }

    private static List<Fact> facts(ToSign now, Component screen) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                screen.getTranslation(
                        now.isComplete() ? "sign.fact.votes.all" : "sign.fact.votes",
                        now.votes().judged(),
                        now.votes().wanted(),
                        now.votes().comparisons()),
                ""));
        if (now.votes().leftOut() > 0) {
            facts.add(new Fact(
                    screen.getTranslation("sign.fact.left-out", now.votes().leftOut(), now.peopleLeftOut()), ""));
        }
        if (now.votes().heldBack() > 0) {
            facts.add(
                    new Fact(screen.getTranslation("sign.fact.held", now.votes().heldBack()), "?held"));
        }
        if (now.openReports() > 0) {
            facts.add(new Fact(screen.getTranslation("sign.fact.reports", now.openReports()), "?privacy"));
        }
        if (now.votes().raised() > 0) {
            facts.add(new Fact(
                    screen.getTranslation("sign.fact.raised", now.votes().raised()), "?raised"));
        }
        if (now.votes().divided() > 0) {
            facts.add(new Fact(
                    screen.getTranslation("sign.fact.divided", now.votes().divided()), "?divided"));
        }
        return facts;
    }
}
