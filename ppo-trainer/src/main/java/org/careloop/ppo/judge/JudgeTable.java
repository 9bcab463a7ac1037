package org.careloop.ppo.judge;

import java.util.Locale;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeReport;

/** A judge's report as people read it on a terminal. */
final class JudgeTable {
    private JudgeTable() {}

    static String of(JudgeReport report) {
        JudgeAsked asked = report.asked();
        StringBuilder text = new StringBuilder("Judge: %s, a model. \"%s\" against \"%s\", both orders of each pair.%n"
                .formatted(asked.judge(), asked.newModel(), asked.rival()));
        line(text, "judge", report.all());
        report.languages().forEach((language, tally) -> line(text, "judge, " + language, tally));
        JudgeReport.Orders orders = report.orders();
        text.append(
                "Orders: %d consistent, %d leaning, %d contradictory (ties); preferred first %d, second %d, equal %d%n"
                        .formatted(
                                orders.consistent(),
                                orders.leaning(),
                                orders.contradictory(),
                                orders.first(),
                                orders.second(),
                                orders.equal()));
        text.append("Not counted: %d failed. Ties without asking: %d identical.%n"
                .formatted(report.failed(), report.identical()));
        JudgeReport.People people = report.people();
        if (people != null) {
            text.append("On the %d pairs that people voted on (%d votes):%n".formatted(people.n(), people.votes()));
            line(text, "people", people.tally());
            line(text, "judge", people.judge());
            text.append("Agreement: kappa %s, same outcome %s, n = %d%n"
                    .formatted(people.kappa().text(), share(people.equal()), people.n()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String who, JudgeReport.Tally tally) {
        if (tally.n() == 0) {
            text.append("%-12s no pair with a verdict, n = 0%n".formatted(who));
            return;
        }
        text.append("%-12s win %s  tie %s  fail %s  net %s  n = %d%n"
                .formatted(
                        who,
                        share(tally.win()),
                        share(tally.tie()),
                        share(tally.fail()),
                        tally.net().text(),
                        tally.n()));
    }

    private static String share(JudgeReport.Share share) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", share.share(), share.low(), share.high());
    }
}
