package org.careloop.web.training;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** Differences between a run and the one that it was cloned from, a line each. */
public class DifferenceList extends UnorderedList {
    private static final long serialVersionUID = 1L;

    public void show(List<Difference> differences) {
        removeAll();
        differences.forEach(one -> add(new ListItem(words(one))));
        if (differences.isEmpty()) {
            add(new ListItem(getTranslation("clone.differs.nothing")));
        }
    }

    private String words(Difference difference) {
        String name = switch (difference.name()) {
            case "base" -> getTranslation("train.base");
            case "reward" -> getTranslation("train.with");
            case "watches" -> getTranslation("train.watch");
            default -> difference.name();
        };
        return getTranslation("clone.difference", name, value(difference.before()), value(difference.now()));
    }

    private String value(String value) {
        return value.isEmpty() ? getTranslation("clone.nothing") : value;
    }
}
