package org.careloop.web.dataset;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableFunction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.careloop.web.shell.DayField;
import org.careloop.web.shell.ViewerZone;
import org.jspecify.annotations.Nullable;

/** Which part of a study is handed out; nothing entered: all that counts. */
class ExportFilters extends Div {
    private static final long serialVersionUID = 1L;

    private final TextField language = new TextField();
    private final TextField tag = new TextField();
    private final TextField annotator = new TextField();
    private final DayField from = new DayField(getTranslation("export.filter.from"));
    private final DayField to = new DayField(getTranslation("export.filter.to"));
    private final IntegerField minVotes = new IntegerField();
    private final Checkbox decisive = new Checkbox();
    private final Checkbox adjudications = new Checkbox();

    /**
     * The fields of a filter.
     *
     * @param known refuses a filter by an account without votes, in the words that are shown at its field
     * @param usable told whether the fields hold a filter that can be exported by
     */
    ExportFilters(SerializableFunction<ExportFilter, Optional<String>> known, SerializableConsumer<Boolean> usable) {
        addClassName("export-filters");
        language.setLabel(getTranslation("export.filter.language"));
        tag.setLabel(getTranslation("export.filter.tag"));
        annotator.setLabel(getTranslation("export.filter.annotator"));
        minVotes.setLabel(getTranslation("export.filter.min-votes"));
        minVotes.setMin(0);
        minVotes.setStepButtonsVisible(true);
        decisive.setLabel(getTranslation("export.filter.decisive"));
        adjudications.setLabel(getTranslation("export.filter.adjudications"));
        adjudications.setValue(true);
        annotator.setClearButtonVisible(true);
        annotator.addValueChangeListener(change -> {
            Optional<String> refusal = known.apply(value());
            annotator.setErrorMessage(refusal.orElse(null));
            annotator.setInvalid(refusal.isPresent());
            usable.accept(refusal.isEmpty());
        });
        from.addValueChangeListener(change -> to.setMin(change.getValue()));
        add(language, tag, annotator, from, to, minVotes, decisive, adjudications);
    }

    /** What is entered now; days are those of the reader, the last one included. */
    ExportFilter value() {
        LocalDate last = to.getValue();
        return new ExportFilter(
                text(language),
                text(tag),
                text(annotator),
                start(from.getValue()),
                start(last == null ? null : last.plusDays(1)),
                decisive.getValue(),
                adjudications.getValue(),
                minVotes.getValue() == null ? 0 : Math.max(0, minVotes.getValue()));
    }

    private static Optional<String> text(TextField field) {
        return Optional.of(field.getValue().strip()).filter(text -> !text.isEmpty());
    }

    private static Optional<Instant> start(@Nullable LocalDate day) {
        return Optional.ofNullable(day)
                .map(date -> date.atStartOfDay(ViewerZone.now()).toInstant());
    }
}
