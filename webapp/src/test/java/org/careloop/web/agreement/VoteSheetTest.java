package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.web.people.PersonId;
import org.junit.jupiter.api.Test;

class VoteSheetTest {
    private static final List<PersonId> PEOPLE =
            IntStream.range(0, 4).mapToObj(n -> new PersonId(new UUID(0, n))).toList();

    @Test
    void theOrderInWhichVotesAreReadChangesNothing() {
        VoteSheet forward = sheet(PEOPLE);
        VoteSheet backward = sheet(PEOPLE.reversed());
        assertThat(backward.annotators()).isEqualTo(forward.annotators()).isEqualTo(PEOPLE);
        assertThat(pairs(backward)).hasSize(6).isEqualTo(pairs(forward));
        assertThat(pairs(forward).getFirst().first()).isEqualTo(PEOPLE.getFirst());
    }

    private static List<PairAgreement> pairs(VoteSheet sheet) {
        return PairAgreement.of(sheet.annotators(), PairAgreement.tables(sheet, 0, sheet.everything()), 10);
    }

    private static VoteSheet sheet(List<PersonId> voting) {
        VoteSheet.Builder sheet = new VoteSheet.Builder(1);
        for (int c = 0; c < 5; c++) {
            UUID comparison = new UUID(1, c);
            sheet.comparison(comparison, new VoteSheet.Comparison("en", List.of(), 0));
            for (PersonId person : voting) {
                int n = PEOPLE.indexOf(person);
                sheet.vote(comparison, person, Grade.values()[(c + n * n) % 3]);
            }
        }
        return sheet.build();
    }
}
