package org.careloop.web.series;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.Element;
import java.util.List;

/**
 * How strongly the curves of the page are smoothed. {@code smoothing.js} does it in the browser, and keeps what was chosen in
 * the address and for the next page.
 */
@Tag("care-smoothing")
public class SmoothingSlider extends Component {
    private static final long serialVersionUID = 1L;

    private final Element reading = new Element("span");

    public SmoothingSlider() {
        Element slider = new Element("input");
        slider.setAttribute("type", "range");
        slider.setAttribute("min", "0");
        slider.setAttribute("max", "0.99");
        slider.setAttribute("step", "0.01");
        Element name = new Element("span");
        name.setText(getTranslation("curves.smoothing"));
        Element label = new Element("label");
        label.appendChild(name, slider);
        label.setAttribute("title", getTranslation("curves.smoothing.explained"));
        reading.setAttribute("role", "status");
        getElement().appendChild(label, new Element("output"), reading);
        getElement().setAttribute("data-off", getTranslation("curves.smoothing.off"));
    }

    /** Stands where there are curves, and says when there is more of them to come. */
    public void show(List<Course> courses) {
        setVisible(courses.stream().anyMatch(course -> !course.figures().isEmpty()));
        boolean whole = courses.stream().allMatch(Course::isWhole);
        reading.setText(whole ? "" : getTranslation("curves.reading"));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://smoothing.js");
    }
}
