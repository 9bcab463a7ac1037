package org.careloop.web.verdict;

import java.util.List;

/** The judges of a printed verdict, each in a section of its own. */
final class JudgeTables {
    private final VerdictReport report;
    private final VerdictWords words;
    private final JudgeWords judges;
    private final Html page;

    JudgeTables(VerdictReport report, VerdictWords words, Html page) {
        this.report = report;
        this.words = words;
        this.judges = new JudgeWords(report, words);
        this.page = page;
    }

    void write() {
        report.judges().forEach(this::section);
    }

    private void section(JudgeBeside judge) {
        page.raw("<section class=\"judge\">\n")
                .element("h2", words.of("verdict-report.judge", judge.name()))
                .element("p class=\"quiet\"", words.of("verdict-report.judge.text"))
                .raw("<div class=\"scroll\"><table>\n<thead><tr>");
        List<String> columns = judges.columns();
        for (int column = 0; column < columns.size(); column++) {
            page.element(column == 0 ? "th" : "th class=\"n\"", columns.get(column));
        }
        page.raw("</tr></thead>\n<tbody>\n");
        for (List<String> row : judges.rows(judge)) {
            page.raw("<tr>");
            for (int column = 0; column < row.size(); column++) {
                page.element(column == 0 ? "td" : "td class=\"n\"", row.get(column));
            }
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n");
        judges.sentences(judge).forEach(sentence -> page.element("p class=\"quiet\"", sentence));
        page.raw("</section>\n");
    }
}
