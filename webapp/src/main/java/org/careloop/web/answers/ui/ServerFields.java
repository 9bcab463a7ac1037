package org.careloop.web.answers.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.answers.NamedServer;

/** The servers whose models take part. Where an address is not of this machine it says that the prompts go there. */
class ServerFields extends Div {
    private static final long serialVersionUID = 1L;

    private final Div rows = new Div();
    private final Button add = new Button();

    ServerFields() {
        addClassName("form");
        add.setText(getTranslation("answer.server.add"));
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add.addClickListener(click -> add());
        Span label = new Span(getTranslation("answer.servers"));
        label.addClassName("group-label");
        Span help = new Span(getTranslation("answer.servers.help"));
        help.addClassName("field-help");
        rows.addClassName("form");
        add(new Div(label, help), rows, new Div(add));
    }

    private void add() {
        Row row = new Row();
        rows.add(row);
        row.name.focus();
    }

    /** @throws BadInput naming the field that does not fit */
    List<NamedServer> servers() {
        return rows.getChildren().map(row -> ((Row) row).server()).toList();
    }

    private final class Row extends Div {
        private static final long serialVersionUID = 1L;

        private final TextField name = field("answer.server.name", "answer.server.name.help");
        private final TextField address = field("answer.server.address", "answer.server.address.help");
        private final TextField model = field("answer.server.model", "answer.server.model.help");
        private final TextField key = field("answer.server.key", "answer.server.key.help");
        private final Div leaves = new Div();

        Row() {
            addClassName("form");
            setRole();
            key.setHelperText(getTranslation("answer.server.key.help", NamedServer.KEYS));
            address.setValueChangeMode(ValueChangeMode.ON_BLUR);
            address.addValueChangeListener(change -> warn());
            leaves.addClassName("form-problem");
            leaves.getElement().setAttribute("role", "status");
            Button remove = new Button(getTranslation("answer.server.remove"), click -> removeRow());
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            add(name, address, leaves, model, key, new Div(remove));
        }

        private void setRole() {
            getElement().setAttribute("role", "group");
            getElement().setAttribute("aria-label", getTranslation("answer.server"));
        }

        private void removeRow() {
            removeFromParent();
            add.focus();
        }

        private TextField field(String label, String help) {
            TextField field = new TextField(getTranslation(label));
            field.setHelperText(getTranslation(help));
            field.setWidthFull();
            return field;
        }

        private void warn() {
            leaves.setText(outside()
                    .map(host -> getTranslation("answer.server.leaves", host))
                    .orElse(""));
        }

        /** The address, where it is a whole one and of another machine. */
        private Optional<String> outside() {
            try {
                NamedServer given = new NamedServer("server", address.getValue(), "model", Optional.empty());
                return given.isLoopback() ? Optional.empty() : Optional.of(given.address());
            } catch (BadInput e) {
                return Optional.empty();
            }
        }

        private NamedServer server() {
            return new NamedServer(
                    name.getValue(),
                    address.getValue(),
                    model.getValue(),
                    Optional.of(key.getValue()).filter(given -> !given.isBlank()));
        }
    }
}
