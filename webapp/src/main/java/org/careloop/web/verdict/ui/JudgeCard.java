package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.careloop.web.shell.FactTable;
import org.careloop.web.verdict.JudgeBeside;
import org.careloop.web.verdict.JudgeWords;
import org.careloop.web.verdict.VerdictReport;

/** What a model that judged the same pairs says, beside the votes on them. */
class JudgeCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    JudgeCard(VerdictReport report, JudgeBeside judge) {
        super(report);
        addClassName("judge");
        JudgeWords judges = new JudgeWords(report, words);
        FactTable table = new FactTable(words.of("verdict-report.judge", judge.name()), judges.columns());
        judges.rows(judge)
                .forEach(row -> table.addRow(row.stream().map(Span::new).toArray(Component[]::new)));
        add(new H2(words.of("verdict-report.judge", judge.name())), text("judge.text"), table);
        judges.sentences(judge).forEach(sentence -> {
            Paragraph note = new Paragraph(sentence);
            note.addClassName("figure-note");
            add(note);
        });
    }
}
