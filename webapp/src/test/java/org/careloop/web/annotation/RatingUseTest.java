package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.RunDirectory;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.RatedTexts;
import org.careloop.run.rating.Rating;
import org.careloop.web.adjudication.AdjudicationService;
import org.careloop.web.adjudication.AdjudicatorAnswer;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.agreement.RatingAgreement;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.SnapshotService;
import org.careloop.web.people.Person;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What comes of ratings: known scores, agreement, decisions, and the file that a rater learns from. */
class RatingUseTest extends RatedTextsTest {
    @Autowired
    private ExportService exports;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExclusionService exclusions;

    @Autowired
    private AdjudicationService adjudication;

    @Test
    void aRatingWithinTheToleranceOfAKnownScoreIsRight() throws IOException {
        Study study = rating(
                text("a"),
                text("b"),
                text("c"),
                "{\"id\": \"gold\", \"text\": \"known\", \"gold\": {\"score\": 4, \"tolerance\": 1}}");
        check(study, one, "gold", "GOLD");
        check(study, two, "gold", "GOLD");

        Pair gold = next(one);
        assertThat(gold.responses()).containsExactly("known");
        assertThat(rate(one, gold, rated(3, 0))).isEqualTo(Outcome.STORED);
        Pair again = next(two);
        assertThat(again.responses()).containsExactly("known");
        assertThat(rate(two, again, rated(2, 0))).isEqualTo(Outcome.STORED);

        signedIn.as(lead);
        var report = agreement.report(study, Duration.ofSeconds(30)).report().orElseThrow();
        assertThat(report.withGold(one.id()).hits()).isEqualTo(1);
        assertThat(report.withGold(two.id()).hits()).isZero();
        assertThat(report.ratings().getFirst().ratings()).isZero();
    }

    @Test
    void peopleAreComparedAsTheTrainerComparesThem() throws IOException {
        Study study = rating(IntStream.range(0, 24).mapToObj(i -> text("t" + i)).toArray(String[]::new));
        for (int i = 0; i < 24; i++) {
            rate(one, next(one), rated(i % 6, 3));
            rate(two, next(two), rated(Math.min(5, i % 6 + 1), 3));
        }

        signedIn.as(lead);
        List<RatingAgreement> ratings = agreement
                .report(study, Duration.ofSeconds(60))
                .report()
                .orElseThrow()
                .ratings();
        RatingAgreement overall = ratings.getFirst();
        assertThat(ratings)
                .extracting(RatingAgreement::key)
                .startsWith(Scores.OVERALL)
                .endsWith("relevance");
        assertThat(overall.scores()).containsExactly(4, 8, 8, 8, 8, 12);
        // 1 less 20 / 24, the mean square of the differences, over 5.486, that which the margins alone would give.
        assertThat(overall.kappa())
                .isInstanceOfSatisfying(
                        Coefficient.Known.class,
                        known -> assertThat(known.value()).isCloseTo(.8481, within(.0005)));
        assertThat(overall.kappa().n()).isEqualTo(24);
        assertThat(overall.pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.spearman())
                        .isInstanceOfSatisfying(
                                Coefficient.Known.class,
                                known -> assertThat(known.value()).isGreaterThan(.95)));
        assertThat(ratings.get(1).kappa()).isInstanceOf(Coefficient.Unvaried.class);
        assertThat(agreement.standing(study).counted()).isEqualTo(48);
    }

    @Test
    void whatIsExportedIsWhatARaterReadsAndWhatASnapshotHolds() throws IOException {
        Study study = rating(text("first"), text("second"), "{\"id\": \"third\", \"text\": \"nobody\"}");
        Map<String, Integer> given = Map.of("first", 4, "second", 1);
        for (Person person : List.of(one, two)) {
            for (int i = 0; i < 2; i++) {
                Pair pair = next(person);
                String id = pair.responses().getFirst().split(" ")[1];
                rate(person, pair, rated(given.get(id) + (person == two ? 1 : 0), 3));
            }
        }
        signedIn.as(lead);
        exclusions.exclude(study.id(), two.id(), "in haste");

        Path out = folder.resolve("ratings.jsonl");
        exports.writeFile(study.id(), ExportFormat.RATINGS, ExportFilter.ALL, out);
        List<RatedText> read = RatedTexts.read(List.of(out));

        Map<String, Double> density = Map.of("consistency", 3.0, "density", 3.0, "education", 3.0, "relevance", 3.0);
        assertThat(read)
                .containsExactlyInAnyOrder(
                        new RatedText(
                                "first",
                                "What first says of the heart.",
                                "en",
                                List.of(new Rating(one.login(), 4.0, density))),
                        new RatedText(
                                "second",
                                "What second says of the heart.",
                                "en",
                                List.of(new Rating(one.login(), 1.0, density))));
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        var frozen = snapshots.freeze(List.of(study), lead.id(), run);
        assertThat(RatedTexts.read(List.of(run.ratings()))).isEqualTo(read);
        assertThat(frozen.manifest().counts()).isEqualTo(Map.of("texts", 2L, "ratings", 2L));
        assertThat(frozen.manifest().excluded()).containsEntry("votes of excluded annotators", 2L);
        assertThatThrownBy(() -> exports.writeFile(study.id(), ExportFormat.TRL, ExportFilter.ALL, out))
                .hasMessageContaining("does not fit study");
    }

    @Test
    void ratingsFarApartGoToAnAdjudicator() throws IOException {
        Study study = rating(text("far"), text("near"));
        for (Person person : List.of(one, two)) {
            for (int i = 0; i < 2; i++) {
                Pair pair = next(person);
                boolean far = pair.responses().getFirst().contains("far");
                rate(person, pair, rated(person == one ? 1 : far ? 4 : 3, 3));
            }
        }
        Person senior = signedIn.clinician("senior");
        for (Map.Entry<Person, String> member : Map.of(one, "ANNOTATOR", two, "ANNOTATOR", senior, "ADJUDICATOR")
                .entrySet()) {
            database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, ?, now())")
                    .params(study.id().value(), member.getKey().id().value(), member.getValue())
                    .update();
        }

        signedIn.as(senior);
        var found = adjudication.next(study.id()).orElseThrow();
        adjudication.judgeBlind(found.comparison(), new AdjudicatorAnswer.Score(2));
        adjudication.decide(found.comparison(), new AdjudicatorAnswer.Score(3), "between them");

        assertThat(adjudication.next(study.id())).isEmpty();
        assertThat(database.sql("""
                        select string_agg(stage || ' ' || (scores ->> 'overall'), ', ' order by stage)
                        from adjudication where study_id = ?""")
                        .param(study.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("BLIND 2, DECISION 3");
    }
}
