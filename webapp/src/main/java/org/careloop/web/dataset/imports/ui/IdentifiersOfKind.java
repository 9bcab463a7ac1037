package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.dataset.identifiers.FoundIdentifier;
import org.careloop.web.dataset.identifiers.IdentifierAction;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.identifiers.IdentifiersFound;
import org.jspecify.annotations.Nullable;

/** The identifiers of one kind: what becomes of all of them, and of single ones. */
class IdentifiersOfKind extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_AT_ONCE = 5;
    private static final List<IdentifierAction> ACTIONS =
            List.of(IdentifierAction.MASK, IdentifierAction.LEAVE_OUT, IdentifierAction.ACCEPT);

    private final IdentifierKind kind;
    private final RadioButtonGroup<IdentifierAction> ofAll = new RadioButtonGroup<>();
    private final @Nullable IdentifierAction ofAllBefore;
    private final List<Select<IdentifierAction>> ofSingle = new ArrayList<>();
    /** What is chosen for single ones, those too that are not shown yet. */
    private final Map<String, IdentifierAction> ofTexts = new HashMap<>();

    private final transient Map<String, IdentifierAction> ofTextsBefore;
    private final transient Runnable changed;
    private final ImportWords words = new ImportWords(this);

    IdentifiersOfKind(IdentifiersFound.OfKind found, IdentifierChoice now, Runnable changed) {
        this.kind = found.kind();
        this.changed = changed;
        addClassName("identifiers-of-kind");
        String name = getTranslation("identifier.kind." + kind.label());
        ofAll.setLabel(getTranslation("import.identifiers.of-kind", name, found.count()));
        ofAll.setItems(ACTIONS);
        ofAll.setItemLabelGenerator(action -> getTranslation("import.identifiers.action." + action.label()));
        ofAllBefore = now.ofKinds().get(kind);
        ofAll.setValue(ofAllBefore);
        ofAll.addValueChangeListener(change -> changed.run());
        UnorderedList places = new UnorderedList();
        places.addClassName("identifier-places");
        found.first().forEach(each -> takeOver(key(each), now));
        ofTextsBefore = Map.copyOf(ofTexts);
        List<FoundIdentifier> later = found.first().stream().skip(SHOWN_AT_ONCE).toList();
        found.first().stream().limit(SHOWN_AT_ONCE).forEach(each -> places.add(place(each)));
        add(new H3(name), ofAll, places);
        if (later.stream().anyMatch(each -> ofTexts.containsKey(key(each)))) {
            later.forEach(each -> places.add(place(each)));
        } else if (!later.isEmpty()) {
            Button rest = new Button(getTranslation("import.identifiers.more", later.size()));
            rest.addClickListener(click -> {
                later.forEach(each -> places.add(place(each)));
                remove(rest);
                ofSingle.get(SHOWN_AT_ONCE).focus();
            });
            add(rest);
        }
    }

    private String key(FoundIdentifier found) {
        return IdentifierChoice.key(kind, found.text());
    }

    private void takeOver(String key, IdentifierChoice now) {
        IdentifierAction chosen = now.ofTexts().get(key);
        if (chosen != null) {
            ofTexts.put(key, chosen);
        }
    }

    /** Where it stands, the text around it with the identifier marked, and what becomes of it alone. */
    private ListItem place(FoundIdentifier found) {
        Span where = new Span(getTranslation("import.identifiers.place", words.place(found.at()), found.field()));
        where.addClassName("quiet");
        Span text = new Span();
        text.addClassName("identifier-text");
        text.getElement().setAttribute("dir", "auto");
        Element mark = new Element("mark");
        mark.setText(found.text());
        text.getElement().appendChild(Element.createText(found.before()), mark, Element.createText(found.after()));
        Select<IdentifierAction> own = new Select<>();
        own.setAriaLabel(getTranslation("import.identifiers.this", found.text()));
        own.setItems(ACTIONS);
        own.setEmptySelectionAllowed(true);
        own.setEmptySelectionCaption(getTranslation("import.identifiers.as-kind"));
        own.setPlaceholder(getTranslation("import.identifiers.as-kind"));
        own.setItemLabelGenerator(action -> action == null
                ? getTranslation("import.identifiers.as-kind")
                : getTranslation("import.identifiers.action." + action.label()));
        String key = key(found);
        own.setValue(ofTexts.get(key));
        own.addValueChangeListener(change -> {
            if (change.getValue() == null) {
                ofTexts.remove(key);
            } else {
                ofTexts.put(key, change.getValue());
            }
            changed.run();
        });
        ofSingle.add(own);
        return new ListItem(where, text, own);
    }

    boolean isDecided() {
        return ofAll.getValue() != null;
    }

    /** Whether nothing has been chosen since the panel was made. */
    boolean isAsBefore() {
        return ofAll.getValue() == ofAllBefore && ofTexts.equals(ofTextsBefore);
    }

    boolean has(IdentifierAction action) {
        return ofAll.getValue() == action || ofTexts.containsValue(action);
    }

    void decide(Map<IdentifierKind, IdentifierAction> kinds, Map<String, IdentifierAction> texts) {
        kinds.put(kind, Objects.requireNonNull(ofAll.getValue()));
        texts.putAll(ofTexts);
    }
}
