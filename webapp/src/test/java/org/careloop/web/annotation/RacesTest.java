package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyRepository;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Things that happen at the same moment and would stop each other if locks were taken in any order. */
class RacesTest extends AnnotationTest {
    private static final int ROUNDS = 25;

    @Autowired
    private StudyDesigner designer;

    @Autowired
    private StudyRepository studies;

    @Test
    void everybodyCanReportTheSameComparisonAtOnce() throws Exception {
        Study study = study(ROUNDS, 4);
        List<Person> four =
                IntStream.range(0, 4).mapToObj(n -> signedIn.clinician("p" + n)).toList();
        for (int round = 0; round < ROUNDS; round++) {
            List<ComparisonId> inHand = four.stream()
                    .map(person -> next(person).comparison())
                    .distinct()
                    .toList();
            assertThat(inHand).hasSize(1);
            together(four, () -> {
                service.reportPrivacy(inHand.getFirst(), "a name");
                return null;
            });
        }
        assertThat(database.sql("select count(*) from comparison where study_id = ? and held")
                        .param(study.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(ROUNDS);
    }

    /** A draft that is saved on one device while another asks for a pair: the person still holds one, and sees it on both. */
    @Test
    void onePersonOnManyDevicesHoldsOnePair() throws Exception {
        study(40, 2);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        AtomicInteger device = new AtomicInteger();
        together(List.of(person, person, person, person, person, person), () -> {
            boolean types = device.getAndIncrement() % 2 == 0;
            for (int n = 0; n < ROUNDS; n++) {
                if (types) {
                    service.saveDraft(pair.comparison(), pair.shown(), answer(null, "draft " + n));
                } else {
                    assertThat(service.next() instanceof NextPair.Work(Pair again)
                                    && again.comparison().equals(pair.comparison()))
                            .isTrue();
                }
            }
            return null;
        });
    }

    /** The number of votes goes up and down under people at work: in the end each comparison has what was last asked for. */
    @Test
    void aLeadMayChangeTheNumberOfVotesWhileEverybodyJudges() throws Exception {
        Study study = study(30, 2);
        Person lead = signedIn.account("lead", Role.STUDY_LEAD);
        List<Person> people =
                IntStream.range(0, 8).mapToObj(n -> signedIn.clinician("p" + n)).toList();
        List<Act> acts = new ArrayList<>();
        people.forEach(person -> acts.add(new Act(person, this::judgeUntilEmpty)));
        acts.add(new Act(lead, () -> {
            for (int overlap : new int[] {4, 1, 3, 2, 4, 1, 3, 2}) {
                Study now = studies.find(study.id()).orElseThrow();
                designer.save(now, now.name(), StudyDesign.of("", overlap), "trying");
            }
            return null;
        }));
        actTogether(acts);
        together(people, this::judgeUntilEmpty);

        assertThat(database.sql("""
                        select count(*) from slot where study_id = ? and (judged_by is null or holder is not null)""")
                        .param(study.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(database.sql("""
                        select min(votes) || ' ' || max(votes) || ' ' || bool_and(votes = wanted)
                        from comparison_tally where study_id = ?""")
                        .param(study.id().value())
                        .query(String.class)
                        .single())
                .isIn("2 2 true", "2 3 true", "2 4 true");
    }
}
