package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.rating.agreement.Estimate;
import org.jspecify.annotations.Nullable;

/** What the page and the printed report say of a judge, in the same words and figures. */
public final class JudgeWords {
    /** As many as the command prints. */
    private static final int DIGITS = 3;

    private static final String NONE = "–";

    private final VerdictReport verdict;
    private final VerdictWords words;

    public JudgeWords(VerdictReport verdict, VerdictWords words) {
        this.verdict = verdict;
        this.words = words;
    }

    /** The columns of {@link #rows}; the first is empty. */
    public List<String> columns() {
        return List.of(
                "",
                words.of("verdict-report.n.pairs"),
                words.of("verdict-report.n.win"),
                words.of("verdict-report.n.tie"),
                words.of("verdict-report.n.fail"),
                words.of("verdict-report.n.net"));
    }

    /** The judge on all its pairs, then people and the judge on those that have votes. */
    public List<List<String>> rows(JudgeBeside judge) {
        List<List<String>> rows = new ArrayList<>();
        JudgeReport report = judge.report();
        rows.add(row(words.of("verdict-report.judge.all"), report.all()));
        if (report.languages().size() > 1) {
            report.languages()
                    .forEach((language, tally) ->
                            rows.add(row(words.of("verdict-report.judge.of", words.language(language)), tally)));
        }
        JudgeReport.People people = report.people();
        if (people != null) {
            rows.add(row(words.of("verdict-report.judge.people." + voters()), people.tally()));
            rows.add(row(words.of("verdict-report.judge.same"), people.judge()));
        }
        return rows;
    }

    private String voters() {
        return verdict.scripts() == 0 ? "only" : verdict.people() == 0 ? "none" : "both";
    }

    private List<String> row(String who, JudgeReport.Tally tally) {
        return List.of(
                who,
                words.count(tally.n()),
                share(tally.win(), tally.n()),
                share(tally.tie(), tally.n()),
                share(tally.fail(), tally.n()),
                net(tally.net()));
    }

    private String share(JudgeReport.Share share, int n) {
        return n == 0
                ? NONE
                : words.of(
                        "verdict-report.judge.share",
                        percent(share.share()),
                        percent(share.low()),
                        percent(share.high()));
    }

    /** In one piece where lines break. */
    private String percent(double share) {
        return words.percent(share).replace(' ', '\u00a0');
    }

    private String net(Estimate net) {
        return estimate(net, NONE, words::points);
    }

    private String kappa(Estimate kappa) {
        return estimate(kappa, words.of("verdict-report.undefined"), value -> words.decimal(value, DIGITS));
    }

    private String estimate(Estimate estimate, String undefined, DoubleFunction<String> figure) {
        Double value = estimate.value();
        Double low = estimate.low();
        Double high = estimate.high();
        if (value == null) {
            return undefined;
        }
        return low == null || high == null
                ? figure.apply(value)
                : words.of("verdict-report.judge.share", figure.apply(value), figure.apply(low), figure.apply(high));
    }

    /** What stands below the table: agreement, orders, what is not counted, and how it was asked. */
    public List<String> sentences(JudgeBeside judge) {
        List<String> said = new ArrayList<>();
        JudgeReport report = judge.report();
        if (report.all().n() == 0) {
            said.add(words.of("verdict-report.judge.no-verdict"));
        } else {
            said.add(agreement(report.people()));
            said.add(orders(report.orders()));
        }
        said.add(words.of("verdict-report.judge.failed", (long) report.failed(), (long) report.identical()));
        if (judge.elsewhere() > 0) {
            said.add(words.of("verdict-report.judge.elsewhere", (long) judge.elsewhere()));
        }
        said.add(words.of(
                "verdict-report.judge.asked",
                judge.attachedBy(),
                words.moment(judge.attachedAt()),
                wording(report.asked().wording()),
                report.asked().settings()));
        return said;
    }

    private String agreement(JudgeReport.@Nullable People people) {
        if (people == null) {
            return words.of("verdict-report.judge.no-votes");
        }
        return words.of(
                "verdict-report.judge.kappa",
                kappa(people.kappa()),
                (long) people.n(),
                share(people.equal(), people.n()),
                (long) people.votes());
    }

    private String orders(JudgeReport.Orders orders) {
        return words.of(
                "verdict-report.judge.orders",
                (long) orders.consistent(),
                (long) orders.leaning(),
                (long) orders.contradictory(),
                (long) orders.first(),
                (long) orders.second(),
                (long) orders.equal());
    }

    private static String wording(Map<String, Integer> versions) {
        return new TreeMap<>(versions)
                .entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", "));
    }
}
