package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.careloop.web.dataset.identifiers.IdentifierDecision;
import org.careloop.web.shell.Figures;

/** What was decided on the identifiers of earlier imports: who, when, of which files, how many, and why. */
class DecisionsList extends Div {
    private static final long serialVersionUID = 1L;

    DecisionsList(List<IdentifierDecision> decisions) {
        addClassName("card");
        UnorderedList list = new UnorderedList();
        decisions.forEach(each -> list.add(new ListItem(words(each))));
        add(new H2(getTranslation("import.identifiers.decided")), list);
    }

    private String words(IdentifierDecision decision) {
        String files = decision.files().stream()
                .map(IdentifierDecision.HashedFile::name)
                .collect(Collectors.joining(getTranslation("list.comma")));
        String counts = decision.counts().entrySet().stream()
                .map(kind -> getTranslation(
                        "import.identifiers.decided.kind",
                        getTranslation("identifier.kind." + kind.getKey()),
                        ofKind(kind.getValue())))
                .collect(Collectors.joining(getTranslation("list.semicolon")));
        String who = Objects.requireNonNullElse(
                decision.decidedBy(), getTranslation("import.identifiers.decided.by-system"));
        return getTranslation(
                "import.identifiers.decided.one",
                new Figures(this).moment(decision.decidedAt()),
                who,
                files,
                counts,
                decision.reason());
    }

    private String ofKind(Map<String, Long> decided) {
        return decided.entrySet().stream()
                .map(each -> getTranslation("import.identifiers.action." + each.getKey()) + " " + each.getValue())
                .collect(Collectors.joining(getTranslation("list.comma")));
    }
}
