package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.dataset.identifiers.IdentifierAction;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.identifiers.IdentifiersFound;

/** The likely identifiers of people in an import, in place, and what is to become of them. Decided on before anything comes in. */
class IdentifiersPanel extends Div {
    private static final long serialVersionUID = 1L;

    private final List<IdentifiersOfKind> kinds = new ArrayList<>();
    private final TextArea reason = new TextArea();
    private final Button use = new Button();
    private final transient String reasonBefore;
    private final transient Consumer<Boolean> settled;

    /**
     * A panel that shows what was decided by now.
     *
     * @param settled is told after each change whether what is chosen is what was checked
     * @param take takes what the person decides
     */
    IdentifiersPanel(
            IdentifiersFound found, IdentifierChoice now, Consumer<Boolean> settled, Consumer<IdentifierChoice> take) {
        this.reasonBefore = now.reason();
        this.settled = settled;
        addClassName("identifiers");
        add(
                new H2(getTranslation("import.identifiers", found.count())),
                new Paragraph(getTranslation("import.identifiers.text")));
        for (IdentifiersFound.OfKind kind : found.kinds()) {
            IdentifiersOfKind part = new IdentifiersOfKind(kind, now, this::arrange);
            kinds.add(part);
            add(part);
        }
        reason.setLabel(getTranslation("import.identifiers.reason"));
        reason.setHelperText(getTranslation("import.identifiers.reason.help"));
        reason.setMaxLength(IdentifierChoice.LONGEST_REASON);
        reason.setWidthFull();
        reason.setValue(now.reason());
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.addValueChangeListener(change -> arrange());
        use.setText(getTranslation("import.identifiers.use"));
        use.addThemeVariants(ButtonVariant.PRIMARY);
        use.setDisableOnClick(true);
        use.addClickListener(click -> take.accept(choice()));
        add(reason, new Div(use));
        arrange();
    }

    private void arrange() {
        boolean accepts = kinds.stream().anyMatch(kind -> kind.has(IdentifierAction.ACCEPT));
        reason.setVisible(accepts);
        boolean decided = kinds.stream().allMatch(IdentifiersOfKind::isDecided)
                && !(accepts && reasonNow().isEmpty());
        boolean asBefore = kinds.stream().allMatch(IdentifiersOfKind::isAsBefore)
                && reasonNow().equals(reasonBefore);
        use.setEnabled(decided && !asBefore);
        settled.accept(decided && asBefore);
    }

    private String reasonNow() {
        return reason.isVisible() ? reason.getValue().strip() : "";
    }

    private IdentifierChoice choice() {
        Map<IdentifierKind, IdentifierAction> ofKinds = new EnumMap<>(IdentifierKind.class);
        Map<String, IdentifierAction> ofTexts = new HashMap<>();
        kinds.forEach(kind -> kind.decide(ofKinds, ofTexts));
        return new IdentifierChoice(ofKinds, ofTexts, reasonNow());
    }
}
