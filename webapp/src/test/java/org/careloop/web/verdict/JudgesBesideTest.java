package org.careloop.web.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.Preference;
import org.careloop.web.judge.JudgedFolder;
import org.careloop.web.shell.Language;
import org.careloop.web.study.StudyDesign.Order;
import org.junit.jupiter.api.Test;

/** A judge's figures beside votes that are known, against figures that were computed by hand. */
class JudgesBesideTest {
    private static final double Z = 1.959963984540054;
    /** What two people say of each pair, from the new model's side. */
    private static final List<String> SAID = List.of("AA", "AA", "AA", "AA", "AB", "BB", "SS", "AA", "BB", "AA");

    /** Six wins, two ties by the order alone, a fail, and a reply without a verdict. */
    private static JudgedFolder judge() {
        JudgedFolder judge = JudgedFolder.of("judge-70b");
        for (int i = 0; i < SAID.size(); i++) {
            Preference newFirst = i < 8 ? Preference.FIRST : i == 8 ? Preference.EQUAL : null;
            Preference rivalFirst = i < 6 ? Preference.SECOND : i < 9 ? Preference.FIRST : null;
            judge.pair("c%03d".formatted(i), "Question " + i, "one", "other", newFirst, rivalFirst);
        }
        return judge;
    }

    private static VerdictCase votes() {
        VerdictCase votes = VerdictCase.of(Order.RANDOM);
        for (String said : SAID) {
            votes.pair("new", "old", 0, vote("p1", said.charAt(0)) + "," + vote("p2", said.charAt(1)));
        }
        return votes;
    }

    private static String vote(String who, char said) {
        return "{\"annotator\":\"%s\",\"verdict\":\"%s\"}".formatted(who, said == 'S' ? "SAME" : String.valueOf(said));
    }

    @Test
    void sharesKappaAndOrdersAreThoseThatWereComputedByHand() {
        JudgeBeside judge = votes().judges(judge().result()).report().judges().getFirst();
        JudgeReport report = judge.report();

        assertThat(report.kind()).isEqualTo("model");
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.all().n()).isEqualTo(9);
        assertThat(report.all().win().count()).isEqualTo(6);
        // Wilson 1927 at p = 6/9; nine prompts count as eight, because the variance is that of a sample, p (1 - p) / (9
        // - 1).
        double centre = (6 / 9.0 + Z * Z / 16) / (1 + Z * Z / 8);
        double half = Z / (1 + Z * Z / 8) * Math.sqrt(6 / 9.0 * (3 / 9.0) / 8 + Z * Z / (4 * 64));
        assertThat(report.all().win().low()).isCloseTo(centre - half, within(1e-12));
        assertThat(report.all().win().high()).isCloseTo(centre + half, within(1e-12));
        assertThat(report.all().net().value()).isCloseTo(5 / 9.0, within(1e-12));
        assertThat(report.orders()).isEqualTo(new JudgeReport.Orders(6, 1, 2, 11, 6, 1));
        JudgeReport.People people = report.people();
        assertThat(people).isNotNull();
        assertThat(people.votes()).isEqualTo(18);
        assertThat(people.tally().win().count()).isEqualTo(5);
        assertThat(people.tally().tie().count()).isEqualTo(2);
        assertThat(people.tally().fail().count()).isEqualTo(2);
        // Six of nine alike; by chance (6 × 5 + 2 × 2 + 1 × 2) / 81 = 4/9; (6/9 - 4/9) / (5/9) = 0.4.
        assertThat(people.kappa().value()).isCloseTo(.4, within(1e-12));
        assertThat(people.kappa().low()).isNotNull().isLessThan(.4);
        assertThat(people.kappa().high()).isNotNull().isBetween(.4, 1.0);
    }

    @Test
    void theFiguresAreThoseOfTheCommandToTheLastDigit() {
        JudgedFolder judge = judge();
        JudgeReport alone = judge.report();
        JudgeReport beside =
                votes().judges(judge.result()).report().judges().getFirst().report();

        assertThat(beside.all()).isEqualTo(alone.all());
        assertThat(beside.orders()).isEqualTo(alone.orders());
        assertThat(alone.people()).isNull();
    }

    @Test
    void theyEnterNoFigureOfTheVerdict() {
        VerdictReport without = votes().report();
        VerdictReport with = votes().judges(judge().result()).report();

        assertThat(without.judges()).isEmpty();
        assertThat(with).usingRecursiveComparison().ignoringFields("judges").isEqualTo(without);
    }

    @Test
    void aJudgeOfOtherModelsStandsInAnotherVerdict() {
        assertThat(votes().judges(JudgedFolder.between("m", "new", "base").result())
                        .report()
                        .judges())
                .isEmpty();
    }

    @Test
    void thePrintedPageNamesItAModelInBothLanguages() {
        VerdictReport report = votes().judges(judge().result()).report();
        assertThat(VerdictPage.of(report, Language.ENGLISH))
                .contains(
                        "<h2>A model as judge: judge-70b</h2>",
                        "its verdicts are no votes",
                        "<td>The model, on all its pairs</td>\n<td class=\"n\">9</td>\n"
                                + "<td class=\"n\">66.7\u00a0% (33.9\u00a0% to 88.6\u00a0%)</td>",
                        "<td>Most people, on pairs with votes</td>\n<td class=\"n\">9</td>\n<td class=\"n\">55.6\u00a0% (",
                        "kappa 0.400 (",
                        "n = 9;",
                        "contradictory on 2:",
                        "1 pair failed")
                .doesNotContain("''", "{0}", "verdict-report.");
        assertThat(VerdictPage.of(report, Language.CHINESE))
                .contains("<h2>模型裁判：judge-70b</h2>", "它的结论不是票", "kappa 0.400（", "判不出的 1 对")
                .doesNotContain("''", "{0}", "judge:");
        assertThat(VerdictPage.of(votes().report(), Language.ENGLISH)).doesNotContain("A model as judge");
    }

    @Test
    void votesOfScriptsAreNotCalledPeopleAndAJudgeThatSaidNothingHasNoShares() {
        JudgedFolder silent = JudgedFolder.of("mute").pair("c000", "Question 0", "one", "other", null, null);
        String page = VerdictPage.of(
                votes().scripts("p1", "p2")
                        .judges(judge().result(), silent.result())
                        .report(),
                Language.ENGLISH);

        assertThat(page)
                .contains("<td>Most scripts, on pairs with votes</td>")
                .contains("<td>The model, on all its pairs</td>\n<td class=\"n\">0</td>\n<td class=\"n\">–</td>")
                .contains("On none of these pairs can its replies in both orders be read")
                .doesNotContain("None of its pairs has a vote yet", "alike on 0 pairs");
    }

    @Test
    void aJudgeOfPairsWithoutVotesIsToldFromOneThatSaidNothing() {
        VerdictCase votes = votes();
        votes.pair("new", "old", 0, "");
        JudgedFolder early = JudgedFolder.of("early")
                .pair("c010", "Question 10", "one", "other", Preference.FIRST, Preference.SECOND);

        assertThat(VerdictPage.of(votes.judges(early.result()).report(), Language.ENGLISH))
                .contains("None of its pairs has a vote yet", "alike on 1 pair,")
                .doesNotContain("On none of these pairs");
    }
}
