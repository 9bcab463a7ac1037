package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.Flag;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Which rankings an adjudicator may give, and where a decision arrives. */
class RankedDecisionTest extends RankedStudyTest {
    @Autowired
    private ExportService exports;

    @TempDir
    private Path folder;

    @Test
    void whatIsPassedOnIsSettledAndNobodyDecidesWhatTheyRanked() {
        signedIn.as(one);
        ComparisonId passedOn = inHand().comparison();
        annotation.escalate(passedOn, "beyond my field");
        signedIn.as(two);
        Pair pair = inHand();
        assertThat(pair.comparison()).isEqualTo(passedOn);
        annotation.submit(new Submission(
                UUID.randomUUID(),
                passedOn,
                pair.ordinal(),
                pair.shown(),
                pair.designVersion(),
                Answer.compared(null, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), STRAIGHT, ""),
                1_000));
        member(two, "ADJUDICATOR");
        assertThat(service.next(study.id())).isEmpty();

        signedIn.as(senior);
        assertThat(settle(STRAIGHT, List.of(3, 1, 1, 4))).isEqualTo(passedOn);
        assertThat(database.sql("select outcome from escalation where comparison_id = ?")
                        .param(passedOn.value())
                        .query(String.class)
                        .list())
                .containsExactly("3 1 1 4");
        assertThat(service.next(study.id())).isEmpty();
    }

    @Test
    void anOrderIsCompleteClosedUpAndOfAllResponses() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(0, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        ComparisonId comparison = next().comparison();
        assertThatThrownBy(() -> service.judgeBlind(comparison, new AdjudicatorAnswer.Order(List.of(1, 0, 2, 3))))
                .isInstanceOfSatisfying(
                        BadInput.class, refused -> assertThat(refused.code()).contains("adjudication.ranks-missing"));
        assertThatThrownBy(() -> service.judgeBlind(comparison, new AdjudicatorAnswer.Order(List.of(1, 2, 3))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("given 3 for 4 responses");
        assertThatThrownBy(() -> service.judgeBlind(
                        comparison, new AdjudicatorAnswer.Preference(SideVerdict.LEFT, Strength.SLIGHTLY)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected a rank for each of 4 responses");
        settle(List.of(3, 3, 4, 2), List.of(1, 1, 2, 4));
        assertThat(storedVerdicts()).containsExactly("BLIND SAME 2241 FLAGGED", "DECISION SAME 1134 FLAGGED");
    }

    @Test
    void bothStagesAreExportedWithTheirRanks() throws IOException {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(2, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        settle(List.of(4, 3, 2, 1), List.of(2, 1, 1, 4));
        signedIn.as(signedIn.account("lead" + UUID.randomUUID(), Role.ADMINISTRATOR));

        Path lines = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, lines);
        Comparison first = JsonLines.readAll(lines, Comparison.class).getFirst();
        assertThat(first.adjudications())
                .extracting(
                        Comparison.Adjudication::stage,
                        Comparison.Adjudication::verdict,
                        Comparison.Adjudication::ranking)
                .containsExactly(
                        tuple(AdjudicationStage.BLIND, Verdict.B, List.of(4, 3, 2, 1)),
                        tuple(AdjudicationStage.DECISION, Verdict.B, List.of(3, 1, 1, 4)));
        Path table = folder.resolve("out.csv");
        exports.writeFile(study.id(), ExportFormat.CSV, ExportFilter.ALL, table);
        assertThat(Files.readString(table))
                .contains("adjudicated,adjudicated_ranking,adjudication_rationale")
                .contains("B,3 1 1 4,because");
    }
}
