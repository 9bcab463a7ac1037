package org.careloop.web.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that say which of two answers is preferred, in the forms of the tools that train on them. */
class ChosenRejectedTest extends LayoutTest {
    private static final Message NURSE = new Message(Message.Role.SYSTEM, "You are a nurse.");

    @Test
    void theInputOfAnAlpacaRowFollowsItsInstructionAfterSystemAndHistory() {
        FileOfRows file = read("""
                {"instruction":"孕妇可以吃布洛芬吗？","input":"孕30周，发烧38.5度","system":"You are a nurse.",
                 "history":[["多少周了？","30周。"]],
                 "chosen":"孕晚期禁用布洛芬，请先咨询医生。","rejected":"孕晚期可以随便吃。"}""");

        assertThat(file.format()).isEqualTo(ImportFormat.ALPACA);
        assertThat(file.only().prompt())
                .containsExactly(
                        NURSE,
                        Message.user("多少周了？"),
                        Message.assistant("30周。"),
                        Message.user("孕妇可以吃布洛芬吗？\n孕30周，发烧38.5度"));
        assertPreferred(file.only(), "孕晚期禁用布洛芬，请先咨询医生。", "孕晚期可以随便吃。");
    }

    @Test
    void anAlpacaRowWithAnEmptyInputAsksItsInstructionAlone() {
        ImportedRow row = read("""
                {"instruction":"I have had a cough for three weeks. Should I see a doctor?","input":"",
                 "chosen":"Yes. Have it examined.","rejected":"Yes. Take syrup first."}""").only();

        assertThat(row.prompt())
                .containsExactly(Message.user("I have had a cough for three weeks. Should I see a doctor?"));
        assertPreferred(row, "Yes. Have it examined.", "Yes. Take syrup first.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"from\":\"gpt\",\"value\":\"Warm.\"} | {\"from\":\"gpt\",\"value\":\"Cold.\"} | SHAREGPT",
                "[{\"from\":\"gpt\",\"value\":\"Warm.\"}] | [{\"from\":\"gpt\",\"value\":\"Cold.\"}] | SHAREGPT",
                "{\"role\":\"assistant\",\"content\":\"Warm.\"} | {\"role\":\"assistant\",\"content\":\"Cold.\"} | SHAREGPT",
                "\"Warm.\" | \"Cold.\" | MEDICALGPT"
            })
    void anAnswerToAConversationIsOneMessageAListOrAText(String chosen, String rejected, ImportFormat format) {
        FileOfRows file = read("""
                {"system":"You are a nurse.","conversations":[{"from":"human","value":"Ear drops?"},{"from":"gpt","value":"Which?"},
                 {"from":"human","value":"Warm or cold?"}],"chosen":%s,"rejected":%s}""".formatted(chosen, rejected));

        assertThat(file.format()).isEqualTo(format);
        assertThat(file.only().prompt())
                .containsExactly(
                        NURSE, Message.user("Ear drops?"), Message.assistant("Which?"), Message.user("Warm or cold?"));
        assertPreferred(file.only(), "Warm.", "Cold.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rejected_response\":\"Wait.\"",
                "\"rejected_messages\":[{\"role\":\"system\",\"content\":\"You are a nurse.\"},{\"role\":\"user\",\"content\":\"胸痛\"},{\"role\":\"assistant\",\"content\":\"Wait.\"}]"
            })
    void theLastOfSwiftsMessagesIsThePreferredAnswer(String rejected) {
        FileOfRows file = read("""
                {"messages":[{"role":"system","content":"You are a nurse."},{"role":"user","content":"胸痛"},
                 {"role":"assistant","content":"Call 120."}],%s}""".formatted(rejected));

        assertThat(file.format()).isEqualTo(ImportFormat.SWIFT);
        assertThat(file.only().prompt()).containsExactly(NURSE, Message.user("胸痛"));
        assertPreferred(file.only(), "Call 120.", "Wait.");
    }

    @Test
    void swiftsQueryHasItsAnswersBesideIt() {
        ImportedRow row = read("""
                {"system":"You are a nurse.","query":"Dose?","response":"Ask.","rejected_response":"Any.","history":[["Drug?","Ibuprofen"]]}""").only();

        assertThat(row.prompt())
                .containsExactly(NURSE, Message.user("Drug?"), Message.assistant("Ibuprofen"), Message.user("Dose?"));
        assertPreferred(row, "Ask.", "Any.");
    }

    @Test
    void openAisOutputsFollowTheMessagesOfItsInput() {
        FileOfRows file = read("""
                {"input":{"messages":[{"role":"system","content":"You are a nurse."},{"role":"user","content":"Fever?"}],
                 "tools":[],"parallel_tool_calls":true},
                 "preferred_output":[{"role":"assistant","content":"Since when?"}],
                 "non_preferred_output":[{"role":"assistant","content":"OK"}]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.OPENAI);
        assertThat(file.only().prompt()).containsExactly(NURSE, Message.user("Fever?"));
        assertPreferred(file.only(), "Since when?", "OK");
        assertThat(file.reads().getFirst().ignored()).isEmpty();
        assertThatThrownBy(() -> read("""
                {"input":{"messages":[{"role":"user","content":"q"}],"tools":[{"type":"function"}]},
                 "preferred_output":[{"role":"assistant","content":"x"}],
                 "non_preferred_output":[{"role":"assistant","content":"y"}]}""")).isInstanceOf(BadRow.class).hasMessageContaining("\"tools\"");
    }

    @Test
    void anOrcaPairIsAskedAfterItsSystem() {
        FileOfRows file = read("""
                {"system":"You are a nurse.","question":"头痛怎么办？","chosen":"先量血压。","rejected":"睡一觉。"}""");

        assertThat(file.format()).isEqualTo(ImportFormat.ORCA);
        assertThat(file.only().prompt()).containsExactly(NURSE, Message.user("头痛怎么办？"));
        assertPreferred(file.only(), "先量血压。", "睡一觉。");
    }

    @Test
    void whatStandsBesideThePromptOfATrlRowIsPartOfTheQuestion() {
        FileOfRows file = read("""
                {"system_prompt":"You are a nurse.","prompt":"Summarise:","input":"30 weeks pregnant","chosen":"A","rejected":"B"}""", """
                {"prompt":"And the dose?","history":[["Which drug?","Ibuprofen"]],"chosen":"A","rejected":"B"}""", """
                {"prompt":"Q","chosen":{"role":"assistant","content":"A"},"rejected":{"role":"assistant","content":"B"}}""", """
                {"system":"You are a nurse.","chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],
                 "rejected":[{"role":"user","content":"Q"},{"role":"assistant","content":"B"}]}""", """
                {"system":"You are a nurse.","prompt":"Q","chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],
                 "rejected":[{"role":"user","content":"Q"},{"role":"assistant","content":"B"}]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.TRL);
        assertThat(file.reads())
                .extracting(each -> each.row().prompt())
                .containsExactly(
                        List.of(NURSE, Message.user("Summarise:\n30 weeks pregnant")),
                        List.of(
                                Message.user("Which drug?"),
                                Message.assistant("Ibuprofen"),
                                Message.user("And the dose?")),
                        List.of(Message.user("Q")),
                        List.of(NURSE, Message.user("Q")),
                        List.of(NURSE, Message.user("Q")));
        file.reads().forEach(each -> assertPreferred(each.row(), "A", "B"));
    }

    @Test
    void aBinarizedRowNamesItsScoresAsPassedOverAndItsModelsAsWriters() {
        FileOfRows file = read("""
                {"prompt":"Cough?","prompt_id":"7","chosen":[{"role":"user","content":"Cough?"},{"role":"assistant","content":"A"}],
                 "rejected":[{"role":"user","content":"Cough?"},{"role":"assistant","content":"B"}],
                 "messages":[{"role":"user","content":"Cough?"},{"role":"assistant","content":"A"}],
                 "score_chosen":8.5,"score_rejected":6.0,"chosen-model":"m1","rejected-model":"m2"}""");

        assertThat(file.only().prompt()).containsExactly(Message.user("Cough?"));
        assertThat(file.only().models()).containsExactly("m1", "m2");
        assertThat(file.reads().getFirst().ignored())
                .containsExactlyInAnyOrder("prompt_id", "score_chosen", "score_rejected");
    }

    @Test
    void otherMessagesThanTheChosenOnesAreRefused() {
        assertThatThrownBy(() -> read("""
                {"prompt":"q","chosen":[{"role":"assistant","content":"A"}],"rejected":[{"role":"assistant","content":"B"}],
                 "messages":[{"role":"user","content":"something else"}]}"""))
                .isInstanceOf(BadRow.class)
                .hasMessage(
                        "field \"messages\" is another conversation than \"chosen\"; remove it, or bring it into the prompt");
    }

    @Test
    void picturesWouldBeLostSoTheRowIsRefused() {
        assertThatThrownBy(() -> read("""
                {"instruction":"What is on the scan?","images":["scan.png"],"chosen":"A","rejected":"B"}"""))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining("field \"images\" is not read");
    }

    private static void assertPreferred(ImportedRow row, String chosen, String rejected) {
        assertThat(row.responses()).containsExactly(chosen, rejected);
        assertThat(row.chosenIsA()).isTrue();
    }
}
