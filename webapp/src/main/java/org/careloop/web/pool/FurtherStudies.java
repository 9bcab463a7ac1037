package org.careloop.web.pool;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.web.shell.MultiSelectWords;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;

/** The field in which further studies are chosen beside the one that a run is started on. */
public class FurtherStudies extends MultiSelectComboBox<Study> {
    private static final long serialVersionUID = 1L;

    /** A field that shows nothing until studies are offered. */
    public FurtherStudies() {
        setLabel(getTranslation("train.further"));
        setHelperText(getTranslation("train.further.help"));
        setItemLabelGenerator(Study::name);
        setI18n(MultiSelectWords.of(this));
        setWidthFull();
        setVisible(false);
    }

    /** Offers studies; hidden where there are none. */
    public void offer(List<Study> studies) {
        setItems(studies);
        setVisible(!studies.isEmpty());
    }

    /** The study that the run is started on, then those that were chosen, by name. */
    public List<StudyId> with(Study first) {
        return Stream.concat(Stream.of(first), getValue().stream().sorted(Comparator.comparing(Study::name)))
                .map(Study::id)
                .toList();
    }
}
