package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import org.careloop.web.shell.Snippet;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictReport;

/** How the report was counted, what was left out, and the data with their hash. */
class MethodCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    MethodCard(Study study, VerdictReport report) {
        super(report);
        add(
                new H2(words.of("verdict-report.method")),
                text(
                        "method.text",
                        words.level(report.terms().alpha()),
                        words.level(report.terms().margin()),
                        String.valueOf(report.terms().seed())));
        report.leftOut().forEach((reason, count) -> add(new Paragraph(words.leftOut(reason, count))));
        Snippet hash = Snippet.of(report.data().sha256());
        hash.addClassName("hash");
        add(
                text("data", report.data().judgements()),
                hash,
                new Paragraph(
                        new Anchor(PageOfStudy.EXPORT.address(study.id()), words.of("verdict-report.data.export"))));
    }
}
