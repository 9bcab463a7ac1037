package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.study.Study;

/** What an import did. */
class ImportedFiles extends Div {
    private static final long serialVersionUID = 1L;

    ImportedFiles(Study study, ImportResult result, LeftOutDownload leftOut) {
        addClassName("checked");
        add(
                new H2(getTranslation(
                        ImportFacts.ofTexts(result.formats()) ? "import.done.texts" : "import.done",
                        result.comparisons())),
                new ImportFacts(result.formats(), result.passedOver())
                        .withRows(
                                result.votes(),
                                result.annotators(),
                                result.adjudications(),
                                result.notText(),
                                result.ignored()));
        long rows =
                result.leftOut().values().stream().mapToLong(Long::longValue).sum();
        if (rows > 0) {
            add(new Paragraph(getTranslation("import.left-out", rows)), leftOut.link());
        }
        Anchor on = new Anchor("study/" + study.id(), getTranslation("import.on"));
        on.addClassName("primary-link");
        add(on);
    }
}
