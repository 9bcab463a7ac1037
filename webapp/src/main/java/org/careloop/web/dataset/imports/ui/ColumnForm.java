package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.imports.FirstRows;
import org.careloop.web.shell.Problem;

/**
 * Which column of a table is which. The first rows are shown as they would be read, as soon as the question and two answers
 * are chosen.
 */
class ColumnForm extends Div {
    private static final long serialVersionUID = 1L;

    private static final String PROMPT = "prompt";
    private static final List<String> OPTIONAL = List.of("verdict", "annotator", "id", "language", "system");

    /** What the two answers of a table are, and what the columns are called that hold them. */
    private enum Answers {
        ALIKE("a", "b"),
        JUDGED("chosen", "rejected");

        final String first;
        final String second;

        Answers(String first, String second) {
            this.first = first;
            this.second = second;
        }
    }

    /** Reads the first rows with a choice. */
    interface Trial {
        FirstRows read(ColumnChoice choice);
    }

    private final transient Map<String, String> guessed;
    private final transient Trial trial;
    private final RadioButtonGroup<Answers> answers = new RadioButtonGroup<>();
    private final Map<String, Select<String>> fields = new LinkedHashMap<>();
    private final Div preview = new Div();
    private final Button take = new Button();

    /**
     * A form that is filled with what is chosen by now.
     *
     * @param header the names of the table's columns
     * @param use takes the choice of the person
     */
    ColumnForm(String file, List<String> header, ColumnChoice now, Trial trial, Consumer<ColumnChoice> use) {
        this.guessed = now.columns();
        this.trial = trial;
        addClassName("column-form");
        answers.setLabel(getTranslation("import.columns.answers"));
        answers.setItems(Answers.values());
        answers.setItemLabelGenerator(
                each -> getTranslation("import.columns.answers." + (each == Answers.ALIKE ? "alike" : "judged")));
        answers.setValue(guessed.containsKey(Answers.JUDGED.first) ? Answers.JUDGED : Answers.ALIKE);
        answers.addValueChangeListener(change -> arrange());
        List<String> names = header.stream().filter(name -> !name.isBlank()).toList();
        field(PROMPT, names);
        for (Answers each : Answers.values()) {
            field(each.first, names);
            field(each.second, names);
        }
        OPTIONAL.forEach(ours -> field(ours, names));
        Div grid = new Div(fields.values().toArray(Select[]::new));
        grid.addClassName("column-fields");
        preview.addClassName("column-preview");
        preview.getElement().setAttribute("role", "status");
        take.setText(getTranslation("import.columns.use"));
        take.addThemeVariants(ButtonVariant.PRIMARY);
        take.addClickListener(click -> use.accept(choice()));
        add(
                new H2(getTranslation("import.columns.title", file)),
                new Paragraph(getTranslation("import.columns.text")),
                answers,
                grid,
                preview,
                new Div(take));
        arrange();
    }

    private void field(String ours, List<String> names) {
        Select<String> field = new Select<>();
        field.setLabel(getTranslation("import.column." + ours));
        field.setItems(names);
        field.setPlaceholder(getTranslation(OPTIONAL.contains(ours) ? "import.columns.none" : "import.columns.choose"));
        field.setEmptySelectionAllowed(true);
        field.setEmptySelectionCaption(getTranslation("import.columns.none"));
        field.setItemLabelGenerator(name -> name == null ? "" : name);
        String column = guessed.get(ours);
        names.stream().filter(name -> name.equals(column)).findFirst().ifPresent(field::setValue);
        field.addValueChangeListener(change -> show());
        fields.put(ours, field);
    }

    /** Asks only for what goes with the answers: a better and a worse one have been judged already. */
    private void arrange() {
        boolean alike = answers.getValue() == Answers.ALIKE;
        fields.forEach((ours, field) -> {
            boolean ofAnswers = ours.equals(Answers.ALIKE.first) || ours.equals(Answers.ALIKE.second);
            boolean judged = ours.equals(Answers.JUDGED.first) || ours.equals(Answers.JUDGED.second);
            field.setVisible(alike ? !judged : !ofAnswers && !ours.equals("verdict"));
        });
        show();
    }

    private ColumnChoice choice() {
        Map<String, String> chosen = new LinkedHashMap<>();
        fields.forEach((ours, field) -> {
            String column = field.isVisible() ? field.getValue() : null;
            if (column != null) {
                chosen.put(ours, column);
            }
        });
        guessed.forEach((ours, column) -> {
            if (!fields.containsKey(ours) && !chosen.containsValue(column)) {
                chosen.put(ours, column);
            }
        });
        return new ColumnChoice(chosen);
    }

    private void show() {
        preview.removeAll();
        Answers two = Objects.requireNonNull(answers.getValue());
        boolean enough = List.of(PROMPT, two.first, two.second).stream()
                .allMatch(ours -> Objects.requireNonNull(fields.get(ours)).getValue() != null);
        take.setEnabled(enough);
        if (!enough) {
            preview.add(new Paragraph(getTranslation("import.columns.more")));
            return;
        }
        try {
            show(trial.read(choice()));
        } catch (BadInput e) {
            take.setEnabled(false);
            Paragraph problem = new Paragraph(Problem.words(this, e));
            problem.addClassName("problem");
            preview.add(problem);
        }
    }

    private void show(FirstRows rows) {
        preview.add(new H3(getTranslation("import.first")), new FirstComparisons(rows.comparisons()));
        if (!rows.refused().isEmpty()) {
            ImportWords words = new ImportWords(this);
            UnorderedList refused = new UnorderedList();
            refused.addClassName("problems");
            rows.refused().forEach(row -> refused.add(new ListItem(words.row(row))));
            preview.add(refused);
        }
    }
}
