package org.careloop.web.checkpoint;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.web.shell.Problem;
import org.jspecify.annotations.Nullable;

/** Registers a model in a directory of the server. */
class RegisterForm extends Div {
    private static final long serialVersionUID = 1L;

    private final transient CheckpointService checkpoints;
    private final TextField name = new TextField();
    private final TextField directory = new TextField();
    private final Select<ModelKind> kind = new Select<>();
    private final Div problem = new Div();
    private final Button register = new Button();

    RegisterForm(CheckpointService checkpoints) {
        this.checkpoints = checkpoints;
        addClassName("form");
        name.setLabel(getTranslation("checkpoints.name"));
        directory.setLabel(getTranslation("checkpoints.directory"));
        directory.setHelperText(getTranslation("checkpoints.directory.help"));
        kind.setLabel(getTranslation("checkpoints.kind"));
        kind.setItems(ModelKind.values());
        kind.setItemLabelGenerator(
                item -> getTranslation("checkpoint.kind." + item.name().toLowerCase(Locale.ROOT)));
        kind.setValue(ModelKind.POLICY);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        register.setText(getTranslation("checkpoints.register.submit"));
        register.setDisableOnClick(true);
        register.addClickListener(click -> register());
        add(name, directory, kind, problem, new Div(register));
    }

    private void register() {
        try {
            Checkpoint made = checkpoints.registerBase(name.getValue(), kind.getValue(), Path.of(directory.getValue()));
            getUI().ifPresent((UI ui) ->
                    ui.navigate(CheckpointView.class, made.id().toString()));
        } catch (BadInput e) {
            refused(Problem.words(this, e));
        } catch (InvalidPathException e) {
            refused(getTranslation("checkpoints.no-path", directory.getValue()));
        } catch (IOException e) {
            refused(getTranslation("checkpoints.unreadable", Problem.words(this, Failure.words(e))));
        }
    }

    private void refused(@Nullable String why) {
        problem.setText(why == null ? "" : why);
        register.setEnabled(true);
    }
}
