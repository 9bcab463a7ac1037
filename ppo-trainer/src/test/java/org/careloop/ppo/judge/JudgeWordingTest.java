package org.careloop.ppo.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.judging.Preference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which words a judge is asked, and which of its words are a verdict. */
class JudgeWordingTest {
    private static final List<Message> ASKED = List.of(
            Message.user("My {second} toe hurts."), Message.assistant("Since when?"), Message.user("Since {first}."));

    @Test
    void theConversationAndBothAnswersStandInTheirPlacesAsTheyAre() {
        String asked = JudgeWording.ENGLISH
                .ask(ASKED, "Rest {second} it.", "Cost: $1 \\ day")
                .getFirst()
                .content();

        assertThat(asked)
                .contains("Person: My {second} toe hurts.\nDoctor: Since when?\nPerson: Since {first}.\n")
                .contains("=== Answer 1 ===\nRest {second} it.\n")
                .contains("=== Answer 2 ===\nCost: $1 \\ day\n");
    }

    @Test
    void theLastLineOfAReplyIsTheVerdictInEitherLanguage() {
        assertThat(JudgeWording.verdict("Answer 2 names a dose.\n\n**Verdict: 2**"))
                .contains(Preference.SECOND);
        assertThat(JudgeWording.verdict("verdict : Equal.")).contains(Preference.EQUAL);
        assertThat(JudgeWording.verdict("两者都好。\n结论：相当。")).contains(Preference.EQUAL);
        assertThat(JudgeWording.verdict("结论：1（回答 1 更好）")).contains(Preference.FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Answer 1 is better.",
                "Verdict: 12",
                "Verdict: 1.5",
                "Verdict: 3",
                "Verdict: 1\nVerdict: 2\nVerdict: equal",
                "结论：不知道"
            })
    void whatSaysNothingOrTwoThingsIsNoVerdict(String reply) {
        assertThat(JudgeWording.verdict(reply)).isEmpty();
    }

    @Test
    void bothLanguagesAskForAVerdictThatIsRead() {
        for (JudgeWording wording : List.of(JudgeWording.ENGLISH, JudgeWording.CHINESE)) {
            assertThat(wording.ask().split("\n"))
                    .filteredOn(line -> JudgeWording.verdict(line).isPresent())
                    .extracting(line -> JudgeWording.verdict(line).orElseThrow())
                    .containsExactly(Preference.FIRST, Preference.SECOND, Preference.EQUAL);
            assertThat(wording.roles()).containsOnlyKeys(Message.Role.values());
        }
    }
}
