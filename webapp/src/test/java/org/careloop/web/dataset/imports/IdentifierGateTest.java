package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Sha256;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.FoundIdentifier;
import org.careloop.web.dataset.identifiers.IdentifierAction;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Identifiers of people in files: nothing comes in before somebody decides, and what comes in is what was shown. */
class IdentifierGateTest extends DatasetTest {
    private static final String ROWS = """
        {"id":"1","prompt":"Patient name: Margaret Holloway, phone (415) 555-0132. Dose?","chosen":"Margaret Holloway may take 5 mg.","rejected":"Call (415) 555-0132 or 212-555-0187."}
        {"id":"2","prompt":"Is 5 mg safe?","chosen":"Yes.","rejected":"No."}
        {"id":"3","prompt":[{"role":"system","content":"患者姓名：王建国"},{"role":"user","content":"王建国能吃阿司匹林吗？"}],"chosen":"可以。","rejected":"不可以。"}
        """;

    private Study study;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        study = newStudy(2);
        file = write("ward.jsonl", ROWS);
    }

    private List<ImportFile> files() {
        return List.of(new ImportFile("ward.jsonl", file));
    }

    private ImportResult importWith(IdentifierChoice choice) throws IOException {
        return imports.importFiles(study.id(), files(), 1, new ImportOrders(LeftOut.NONE, choice), row -> {});
    }

    private StoredComparison stored(String id) {
        return comparisons.page(study.id(), 0, 10).stream()
                .filter(each -> each.externalId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCheckShowsEachInPlaceAndStoresNothing() throws IOException {
        List<FoundIdentifier> found = new ArrayList<>();
        ImportCheck check = imports.check(study.id(), files(), 1, IdentifierChoice.NOT_MADE, row -> {}, found::add);

        assertThat(found)
                .extracting(FoundIdentifier::line, FoundIdentifier::field, FoundIdentifier::text)
                .containsExactly(
                        tuple(1L, "prompt", "Margaret Holloway"),
                        tuple(1L, "prompt", "(415) 555-0132"),
                        tuple(1L, "chosen", "Margaret Holloway"),
                        tuple(1L, "rejected", "(415) 555-0132"),
                        tuple(1L, "rejected", "212-555-0187"),
                        tuple(3L, "prompt[0]", "王建国"),
                        tuple(3L, "prompt[1]", "王建国"));
        assertThat(found.getFirst().before()).isEqualTo("Patient name: ");
        assertThat(check.identifiers().counts())
                .isEqualTo(Map.of("name", Map.of("refuse", 4L), "phone", Map.of("refuse", 3L)));
        assertThat(check.isUndecided()).isTrue();
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void withoutADecisionNothingComesInAndTheMessageHasThePlacesButNotTheIdentifiers() {
        assertThatThrownBy(() -> imports.importFiles(study.id(), files(), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ward.jsonl, line 1: field \"prompt\", characters 15 to 31: likely name")
                .hasMessageContaining("--identifiers")
                .hasMessageNotContaining("Holloway");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void aMaskedIdentifierHasTheSameNumberThroughoutItsRowAndIsStoredAsItWasShown() throws IOException {
        IdentifierChoice mask = IdentifierChoice.parse("mask", "");
        ImportCheck shown = imports.check(study.id(), files(), 1, mask, row -> {}, found -> {});

        importWith(mask);

        assertThat(stored("1").prompt())
                .containsExactly(Message.user("Patient name: [NAME 1], phone [PHONE 1]. Dose?"))
                .isEqualTo(shown.first().getFirst().prompt());
        assertThat(stored("1").responses())
                .containsExactlyInAnyOrder("[NAME 1] may take 5 mg.", "Call [PHONE 1] or [PHONE 2].")
                .isEqualTo(shown.first().getFirst().responses());
        assertThat(stored("3").prompt().getFirst().content()).isEqualTo("患者姓名：[NAME 1]");
        assertThat(stored("3").prompt().getLast().content()).isEqualTo("[NAME 1]能吃阿司匹林吗？");
        assertThat(stored("2").responses()).containsExactlyInAnyOrder("Yes.", "No.");
    }

    @Test
    void rowsAreLeftOutByKindAndASingleIdentifierGoesItsOwnWay() throws IOException {
        Map<IdentifierKind, IdentifierAction> kinds = new EnumMap<>(IdentifierKind.class);
        kinds.put(IdentifierKind.NAME, IdentifierAction.LEAVE_OUT);
        kinds.put(IdentifierKind.PHONE, IdentifierAction.MASK);
        String wang = IdentifierChoice.key(IdentifierKind.NAME, "王建国");

        ImportResult result =
                importWith(new IdentifierChoice(kinds, Map.of(wang, IdentifierAction.ACCEPT), "a name of a novel"));

        assertThat(result.comparisons()).isEqualTo(2);
        assertThat(result.leftOut()).isEqualTo(Map.of("identifiers", 1L));
        assertThat(stored("3").prompt().getLast().content()).isEqualTo("王建国能吃阿司匹林吗？");
    }

    @Test
    void acceptingAsksForAReasonAndTheDecisionIsKeptWithTheHashOfTheFile() throws IOException {
        assertThatThrownBy(() -> IdentifierChoice.parse("accept", " "))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("reason");

        importWith(IdentifierChoice.parse("accept", "consent of 2026-01"));

        assertThat(jdbc.sql("select reason || files::text || counts::text from identifier_decision where study_id = ?")
                        .param(study.id().value())
                        .query(String.class)
                        .single())
                .contains("consent of 2026-01", "ward.jsonl", Sha256.of(file), "\"accept\": 4");
        assertThat(jdbc.sql("select reason from audit_event where action = 'study.identifiers' and subject = ?")
                        .param(study.name())
                        .query(String.class)
                        .single())
                .isEqualTo("consent of 2026-01");
        assertThatThrownBy(() ->
                        jdbc.sql("update identifier_decision set reason = ''").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void reasonsCorrectionsAndQuotesAreMaskedAndAFlagStillPointsAtItsQuote() throws IOException {
        String row = """
            {"id":"1","prompt":"Dose?","a":"For Mr. Okafor 5 mg is fatal.","b":"Wait.","votes":[{"annotator":"anna","verdict":"B",\
            "rationale":"Mr. Okafor is a child","flags":[{"response":0,"kind":"UNSAFE","quote":"5 mg is fatal","start":15}],\
            "corrections":[{"response":0,"text":"For Mr. Okafor 1 mg."}]}]}
            """;
        file = write("votes.jsonl", row);

        importWith(IdentifierChoice.parse("mask", ""));

        Comparison exported = exported(study).getFirst();
        assertThat(exported.a()).isEqualTo("For Mr. [NAME 1] 5 mg is fatal.");
        assertThat(exported.votes().getFirst().rationale()).isEqualTo("Mr. [NAME 1] is a child");
        assertThat(exported.votes().getFirst().corrections()).isEqualTo(Map.of(0, "For Mr. [NAME 1] 1 mg."));
        assertThat(exported.votes().getFirst().flags().getFirst().start()).isEqualTo(17);
        assertThat(exported.votes().getFirst().flags().getFirst().quote()).isEqualTo("5 mg is fatal");
    }
}
