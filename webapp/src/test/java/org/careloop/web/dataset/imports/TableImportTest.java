package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables with other columns than ours: those of a layout, those that somebody chooses, those whose names say what they are. */
class TableImportTest extends DatasetTest {
    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(2);
    }

    @Test
    void theColumnsOfAnAlpacaSetAreReadAsThatSet() throws IOException {
        ImportResult result = importFile(study, write("alpaca.csv", """
            instruction,input,chosen,rejected,history
            孕妇可以吃布洛芬吗？,孕30周,先问医生。,可以。,"[[""多少周？"",""30周""]]"
            """));
        assertThat(result.formats().getFirst().format()).isEqualTo(ImportFormat.ALPACA);
        assertThat(exported(study).getFirst().prompt())
                .containsExactly(Message.user("多少周？"), Message.assistant("30周"), Message.user("孕妇可以吃布洛芬吗？\n孕30周"));
    }

    @Test
    void conversationsInCellsAreReadAsConversations() throws IOException {
        importFile(study, write("trl.csv", """
            prompt,chosen,rejected
            "[{""role"":""user"",""content"":""Q""}]","[{""role"":""assistant"",""content"":""good""}]","[{""role"":""assistant"",""content"":""[1] poor""}]"
            """));
        Comparison row = exported(study).getFirst();
        assertThat(row.prompt()).containsExactly(Message.user("Q"));
        assertThat(List.of(row.a(), row.b())).containsExactlyInAnyOrder("good", "[1] poor");
    }

    @Test
    void anAnswerThatLooksLikeJsonStaysText() throws IOException {
        importFile(study, write("rows.csv", """
            instruction,chosen,rejected
            Give the list,"[1, 2]",{}
            """.replace(",{}", ",{ }x")));
        Comparison row = exported(study).getFirst();
        assertThat(List.of(row.a(), row.b())).containsExactlyInAnyOrder("[1, 2]", "{ }x");
    }

    @Test
    void namesThatSayWhatTheyAreAreUnderstood() throws IOException {
        ImportResult result = importFile(study, write("ward.csv", """
            编号,患者问题,回答A,回答B,医生,哪个更好,科室
            k1,头痛怎么办？,先量血压。,睡一觉。,王医生,A更好,神经内科
            k1,头痛怎么办？,先量血压。,睡一觉。,李医生,平局,神经内科
            """));
        assertThat(result.formats().getFirst().columns())
                .isEqualTo(Map.of(
                        "prompt", "患者问题", "a", "回答A", "b", "回答B", "id", "编号", "annotator", "医生", "verdict", "哪个更好"));
        Comparison row = exported(study).getFirst();
        assertThat(row.id()).isEqualTo("k1");
        assertThat(row.prompt()).containsExactly(Message.user("头痛怎么办？"));
        assertThat(row.a()).isEqualTo("先量血压。");
        assertThat(row.b()).isEqualTo("睡一觉。");
        assertThat(row.votes())
                .extracting(Vote::annotator, Vote::verdict)
                .containsExactlyInAnyOrder(tuple("imported:王医生", Verdict.A), tuple("imported:李医生", Verdict.SAME));
    }

    @Test
    void columnsThatAreNotReadAreNamedAsTheFileNamesThem() throws IOException {
        ImportResult result = importFile(study, write("wards.csv", """
            Prompt,A,B,Ward Name,Meta
            Cough?,Since when?,OK,4 West,"{""Source"": 1}"
            """));

        assertThat(result.ignored()).isEqualTo(Map.of("Ward Name", 1L, "Meta", 1L));
    }

    @Test
    void columnsThatSomebodyChoosesAreTaken() throws IOException {
        Path file = write("odd.csv", """
            Text,"Model X, v1",Model Y,A
            Cough?,Since when?,OK,ignored
            """);
        imports.importFiles(
                study.id(),
                List.of(ImportFile.of(file).withColumns(ColumnChoice.parse("prompt=Text, a=Model X, v1,b=model y"))),
                1);
        Comparison row = exported(study).getFirst();
        assertThat(row.prompt()).containsExactly(Message.user("Cough?"));
        assertThat(row.a()).isEqualTo("Since when?");
        assertThat(row.b()).isEqualTo("OK");
    }

    @Test
    void whatWasChosenOnceHoldsForTheNextTableWithTheSameColumns() throws IOException {
        ColumnChoice chosen = ColumnChoice.parse("prompt=Anliegen, a=Modell X, b=Modell Y");
        ImportFile first = ImportFile.of(write("may.csv", "Anliegen,Modell X,Modell Y\nCough?,Since when?,OK\n"))
                .withColumns(chosen);
        Path next = write("june.csv", "modell y,Anliegen,Modell X\nOK,Rash?,Where?\n");

        imports.check(study.id(), List.of(first), 1, IdentifierChoice.NOT_MADE, row -> {}, found -> {});
        assertThatThrownBy(() -> importFile(study, next)).hasMessageContaining("the columns are modell y");
        imports.importFiles(study.id(), List.of(first), 1);
        Study another = newStudy(2);
        ImportResult result = importFile(another, next);

        assertThat(exported(another).getFirst().a()).isEqualTo("Where?");
        assertThat(result.formats().getFirst().columns())
                .isEqualTo(Map.of("prompt", "Anliegen", "a", "Modell X", "b", "Modell Y"));
        imports.importFiles(
                newStudy(2).id(),
                List.of(ImportFile.of(next).withColumns(ColumnChoice.parse("prompt=Anliegen,a=Modell Y,b=Modell X"))),
                1);
        Study third = newStudy(2);
        importFile(third, next);
        assertThat(exported(third).getFirst().a()).isEqualTo("OK");
    }

    @Test
    void theFirstRowsAreShownWithAChoiceBeforeAnythingIsChecked() throws IOException {
        ImportFile file = ImportFile.of(write("odd.csv", """
            Text,X,Y
            Cough?,Tea.,Tea.
            Rash?,Where?,OK
            Fever?,Since when?,Rest.
            Pain?,Here?,OK
            """));

        FirstRows rows = imports.firstRows(study.id(), file.withColumns(ColumnChoice.parse("prompt=Text,a=X,b=Y")), 1);

        assertThat(rows.refused()).extracting(RefusedRow::line).containsExactly(2L);
        assertThat(rows.comparisons())
                .extracting(shown -> shown.prompt().getFirst().content(), ImportCheck.Shown::responses)
                .containsExactly(
                        tuple("Rash?", List.of("Where?", "OK")), tuple("Fever?", List.of("Since when?", "Rest.")));
    }

    @Test
    void aColumnIsChosenForOneThingOnly() throws IOException {
        ImportFile file = ImportFile.of(write("odd.csv", "Text,X,Y\nq,x,y\n"))
                .withColumns(ColumnChoice.parse("prompt=Text,a=X,b=X"));
        assertThatThrownBy(() -> imports.importFiles(study.id(), List.of(file), 1))
                .hasMessageContaining("column \"X\" is chosen for a and for b");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedByItsLineAndSwallowsNothing() throws IOException {
        Path open = write("open.csv", "prompt,a,b\n\"two\nlines\",x,y\nq,\"x,y\nq2,x,y\nq3,x,y\n");
        assertThatThrownBy(() -> imports.importFiles(
                        study.id(),
                        List.of(new ImportFile("open.csv", open)),
                        1,
                        new ImportOrders(LeftOut.REFUSED, IdentifierChoice.NOT_MADE),
                        row -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("open.csv, line 4: a quote opens here and is never closed");
    }

    @Test
    void aQuoteThatALaterOneClosesIsNamedByBothLines() throws IOException {
        Path inside = write("inside.csv", "prompt,a,b\r\nq,\"x,y\r\nq2,\"z\",y\r\n");
        assertThatThrownBy(() -> importFile(study, inside))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("begins with a quote in line 2, more stands behind the closing quote in line 3");
        assertThat(exported(study)).isEmpty();
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        ImportFile file = ImportFile.of(write("odd.csv", "Text,X,Y\nq,x,y\n"))
                .withColumns(ColumnChoice.parse("prompt=Texts,a=X,b=Y"));
        assertThatThrownBy(() -> imports.importFiles(study.id(), List.of(file), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no column \"Texts\"; the columns are Text, X, Y");
        assertThatThrownBy(() -> ColumnChoice.parse("question=Text"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("columns \"question=Text\": expected such as prompt=Question");
    }

    @Test
    void columnsThatNobodyUnderstandsAreNamedWithTheRemedy() throws IOException {
        Path file = write("odd.csv", "Text,X,Y\nq,x,y\n");
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the columns are Text, X, Y")
                .hasMessageContaining("--columns prompt=…,a=…,b=…");
    }

    @Test
    void aColumnThatChangesTheQuestionIsNotLost() throws IOException {
        Path file = write("rows.csv", "prompt,a,b,context\nq,x,y,pregnant\n");
        assertThatThrownBy(() -> importFile(study, file)).hasMessageContaining("line 2: field \"context\" is not read");
        importFile(study, write("input.csv", "prompt,a,b,input,system\nq,x,y,pregnant,You are a nurse.\n"));
        assertThat(exported(study).getFirst().prompt())
                .containsExactly(new Message(Message.Role.SYSTEM, "You are a nurse."), Message.user("q\npregnant"));
    }
}
