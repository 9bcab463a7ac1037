package org.careloop.web.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.junit.jupiter.api.Test;

/** Single answers judged good or bad: a comparison only where both are there. */
class KtoRowsTest extends LayoutTest {
    private static final String ROW =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"%s\"}],\"label\":%s}";

    @Test
    void aGoodAndABadAnswerToOneQuestionAreAPairWhereverTheyStand() {
        FileOfRows file = read(
                ROW.formatted("发烧三天怎么办？", "再等等。", "false"),
                ROW.formatted("Cough?", "Since when?", "true"),
                ROW.formatted("发烧三天怎么办？", "请就医。", "true"),
                ROW.formatted("Cough?", "OK", "false"));

        assertThat(file.format()).isEqualTo(ImportFormat.KTO);
        assertThat(file.reads())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.row().chosenIsA()).isTrue());
        ImportedRow fever = file.reads().getFirst().row();
        assertThat(fever.prompt()).containsExactly(Message.user("发烧三天怎么办？"));
        assertThat(fever.responses()).containsExactly("请就医。", "再等等。");
        assertThat(file.reads().getLast().row().responses()).containsExactly("Since when?", "OK");
    }

    @Test
    void theAnswerMayStandInAFieldOfItsOwn() {
        assertThat(read("""
                                {"instruction":"Dose?","input":"child","output":"Ask.","kto_tag":true}""", """
                                {"instruction":"Dose?","input":"child","output":"Any.","kto_tag":false}""").only().responses()).containsExactly("Ask.", "Any.");
        assertThat(read("""
                                {"prompt":"Dose?","completion":"Ask.","label":true}""", """
                                {"prompt":"Dose?","completion":"Any.","label":false}""").only().prompt()).containsExactly(Message.user("Dose?"));
    }

    @Test
    void answersThatFindNoOtherAreRefusedInWords() {
        assertThatThrownBy(() -> read(
                        ROW.formatted("Cough?", "Since when?", "true"),
                        ROW.formatted("Cough?", "OK", "false"),
                        ROW.formatted("Fever?", "Rest.", "true"),
                        ROW.formatted("Fever?", "Drink.", "true")))
                .isInstanceOf(BadRow.class)
                .hasMessage(
                        "2 answers are judged alone; the first is row 3, judged good. A comparison needs a good and a bad answer to the same question: add the other one, or remove these rows");
    }

    @Test
    void aLabelThatIsNeitherGoodNorBadIsRefused() {
        assertThatThrownBy(() -> read(ROW.formatted("Cough?", "OK", "3")))
                .isInstanceOf(BadRow.class)
                .hasMessage("field \"label\" is 3; expected true or false");
    }
}
