package org.careloop.web.study.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.DesignVersion;
import org.careloop.web.study.StudyDesign;
import org.jspecify.annotations.Nullable;

/** The versions of a design: who made each, when, why, and what it changed. */
class DesignHistory extends Div {
    private static final long serialVersionUID = 1L;

    DesignHistory() {
        addClassNames("card", "design-history");
    }

    void show(List<DesignVersion> versions) {
        removeAll();
        Figures figures = new Figures(this);
        OrderedList list = new OrderedList();
        for (int i = 0; i < versions.size(); i++) {
            DesignVersion version = versions.get(i);
            ListItem item = new ListItem();
            Span number = new Span(getTranslation("design.version", version.number()));
            number.addClassName("version-number");
            Span made = new Span(
                    version.by().isEmpty()
                            ? figures.moment(version.at())
                            : getTranslation("design.version.by", version.by(), figures.moment(version.at())));
            made.addClassName("quiet");
            item.add(new Div(number, made));
            if (!version.reason().isEmpty()) {
                item.add(new Paragraph(version.reason()));
            }
            if (i + 1 < versions.size()) {
                item.add(new Paragraph(changes(versions.get(i + 1).design(), version.design())));
            }
            list.add(item);
        }
        add(new H2(getTranslation("design.history")), list);
        setVisible(versions.size() > 1);
    }

    private String changes(StudyDesign before, StudyDesign after) {
        String changed = Stream.of(StudyDesign.class.getRecordComponents())
                .filter(field -> !Objects.equals(value(field, before), value(field, after)))
                .map(RecordComponent::getName)
                .map(field -> word(field, before, after))
                .collect(Collectors.joining(getTranslation("list.comma")));
        return getTranslation("design.version.changed", changed);
    }

    private String word(String field, StudyDesign before, StudyDesign after) {
        String name = getTranslation("design.field." + field);
        return field.equals("overlap") ? "%s %d → %d".formatted(name, before.overlap(), after.overlap()) : name;
    }

    private static @Nullable Object value(RecordComponent field, StudyDesign design) {
        try {
            return field.getAccessor().invoke(design);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
