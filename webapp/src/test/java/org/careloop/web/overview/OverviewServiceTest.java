package org.careloop.web.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.agreement.Standing;
import org.careloop.web.agreement.VotedStudy;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OverviewServiceTest extends WebTest {
    @Autowired
    private OverviewService overviews;

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExclusionService exclusions;

    @Autowired
    private StudyService studies;

    @Autowired
    private ComparisonRepository comparisons;

    private Person one;
    private Person two;

    @BeforeEach
    void people() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
    }

    private VotedStudy study(int size, Instant at) {
        Study study = studies.create(new NewStudy("Overview " + PersonId.random(), "", 2), null);
        return VotedStudy.of(database, comparisons, study, size, 0, at);
    }

    @Test
    void votesThatCannotBeGivenAreNotForecast() {
        VotedStudy study = study(4, NOW);
        study.vote(0, one.id(), Verdict.A, true);
        study.vote(1, one.id(), Verdict.A, true);
        database.sql("update comparison set held = true where id in (?, ?)")
                .params(study.comparison(1).value(), study.comparison(2).value())
                .update();
        StudyOverview overview = overviews.overview(study.study(), ZoneOffset.UTC);
        assertThat(overview.standing().wanted()).isEqualTo(8);
        assertThat(overview.standing().heldBack()).isEqualTo(3);
        assertThat(overview.standing().toCome()).isEqualTo(3);
        study.vote(0, two.id(), Verdict.A, true);
        study.vote(3, one.id(), Verdict.A, true);
        study.vote(3, two.id(), Verdict.A, true);
        assertThat(overviews.overview(study.study(), ZoneOffset.UTC).forecast()).isEqualTo(new Forecast.Done());
    }

    @Test
    void aDayBeginsWhereTheReaderIs() {
        VotedStudy study = study(2, Instant.parse("2026-03-01T17:30:00Z"));
        study.vote(0, one.id(), Verdict.A, true);
        study.vote(1, one.id(), Verdict.B, true);
        assertThat(overviews.overview(study.study(), ZoneId.of("Asia/Shanghai")).days())
                .containsExactly(new StudyOverview.Day(LocalDate.of(2026, 3, 2), 2));
        assertThat(overviews
                        .overview(study.study(), ZoneId.of("America/New_York"))
                        .days())
                .containsExactly(new StudyOverview.Day(LocalDate.of(2026, 3, 1), 2));
    }

    @Test
    void theFirstOfTheDaysIsAWholeOne() {
        VotedStudy whole = study(1, Instant.parse("2026-02-03T00:30:00Z"));
        whole.vote(0, one.id(), Verdict.A, true);
        VotedStudy before = study(1, Instant.parse("2026-02-02T23:30:00Z"));
        before.vote(0, one.id(), Verdict.A, true);
        assertThat(overviews.overview(whole.study(), ZoneOffset.UTC).days())
                .containsExactly(new StudyOverview.Day(LocalDate.of(2026, 2, 3), 1));
        assertThat(overviews.overview(before.study(), ZoneOffset.UTC).days()).isEmpty();
    }

    @Test
    void anAnnotatorWhoNeedsTheLeadIsFoundOnTheOverviewOfThatStudy() {
        VotedStudy study = study(40, NOW);
        for (int c = 0; c < study.size(); c++) {
            study.vote(c, one.id(), Verdict.A, c % 2 == 0, "{}", "[]", 1_000);
        }
        StudyAttention attention = attention(study).getFirst();
        assertThat(attention.key()).isEqualTo("haste");
        assertThat(attention.figures()).last().isEqualTo(40L);
        assertThat(attention.address())
                .isEqualTo("study/%s#annotators".formatted(study.study().id()));
    }

    @Test
    void threeThingsAtMostNeedTheLeadAtOnceEachWithItsOwnAddress() {
        VotedStudy study = study(40, NOW);
        for (int c = 0; c < study.size(); c++) {
            String flags = c == 0 ? "[{\"response\": 0, \"kind\": \"UNSAFE\"}]" : "[]";
            study.vote(c, one.id(), Verdict.A, c % 2 == 0, "{}", flags, 1_000);
            study.vote(c, two.id(), Verdict.B, false, "{}", "[]", 10_000);
        }
        String address = "study/" + study.study().id();
        assertThat(attention(study)).extracting(StudyAttention::key).containsExactly("raised", "haste", "side");
        assertThat(attention(study))
                .extracting(StudyAttention::address)
                .containsExactly(address + "/comparisons?raised", address + "#annotators", address + "#annotators");
    }

    private List<StudyAttention> attention(VotedStudy study) {
        return StudyAttention.of(study.study(), overviews.overview(study.study(), ZoneOffset.UTC));
    }

    @Test
    void aRankingIsNoVoteForTheFirstOfTwoResponses() {
        VotedStudy study = study(2, NOW);
        study.vote(0, one.id(), Verdict.B, true);
        study.vote(1, one.id(), Verdict.A, true);
        database.sql("update comparison_tally set ranked = '{1,0,0,1,0,0,1,0,0}' where comparison_id = ?")
                .param(study.comparison(1).value())
                .update();
        Standing standing = overviews.overview(study.study(), ZoneOffset.UTC).standing();
        assertThat(standing.counted()).isEqualTo(2);
        assertThat(standing.rankings()).isOne();
        assertThat(standing.pairs().verdicts()).containsExactly(0, 0, 1, 0);
    }

    @Test
    void agreementIsBeyondChanceOnlyWithItsWholeInterval() {
        VotedStudy study = study(30, NOW);
        for (int c = 0; c < study.size(); c++) {
            study.vote(c, one.id(), c % 2 == 0 ? Verdict.A : Verdict.B, true);
            study.vote(c, two.id(), c % 3 == 0 ? Verdict.A : Verdict.B, false);
        }
        StudyOverview divided = overviews.overview(study.study(), ZoneOffset.UTC);
        assertThat(divided.agreesBeyondChance()).isFalse();
        VotedStudy other = study(30, NOW);
        for (int c = 0; c < other.size(); c++) {
            other.vote(c, one.id(), c % 2 == 0 ? Verdict.A : Verdict.B, true);
            other.vote(c, two.id(), c % 2 == 0 ? Verdict.A : Verdict.B, false);
        }
        assertThat(overviews.overview(other.study(), ZoneOffset.UTC).agreesBeyondChance())
                .isTrue();
    }

    @Test
    void whoseVotesAreLeftOutHasNoPartInTheFiguresOfAll() {
        VotedStudy study = study(3, NOW);
        for (int c = 0; c < 3; c++) {
            study.vote(c, one.id(), Verdict.A, true);
            study.vote(c, two.id(), Verdict.B, true);
            study.check("REPEAT", c, one.id(), Verdict.A, false);
            study.check("REPEAT", c, two.id(), Verdict.A, false);
        }
        assertThat(repeats(study)).containsExactlyInAnyOrder(new Proportion(3, 3), new Proportion(0, 3));
        exclusions.exclude(study.study().id(), two.id(), "answered without reading");
        assertThat(repeats(study)).containsExactly(new Proportion(3, 3));
        assertThat(overviews.overview(study.study(), ZoneOffset.UTC).left()).isEqualTo(new Proportion(3, 3));
    }

    private List<Proportion> repeats(VotedStudy study) {
        AgreementReport report =
                agreement.report(study.study(), Duration.ofMinutes(1)).report().orElseThrow();
        return overviews.overview(study.study(), ZoneOffset.UTC).repeats(report);
    }
}
