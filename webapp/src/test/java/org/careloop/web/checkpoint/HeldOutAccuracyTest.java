package org.careloop.web.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutAccuracyTest {
    @TempDir
    private Path model;

    private void report(String json) throws IOException {
        Files.writeString(model.resolve("report.json"), json);
    }

    @Test
    void itIsReadWithItsIntervalAndItsNumberOfVotes() throws IOException {
        report("{\"heldOut\": {\"accuracy\": {\"value\": 0.684, \"low\": 0.651, \"high\": 0.713, \"n\": 1040}}}");
        assertThat(HeldOutAccuracy.of(model)).contains(new HeldOutAccuracy(.684, .651, .713, 1040, null));
    }

    @Test
    void withFewPromptsThereIsNoInterval() throws IOException {
        report("{\"heldOut\": {\"accuracy\": {\"value\": 0.5, \"n\": 24}}}");
        assertThat(HeldOutAccuracy.of(model)).contains(new HeldOutAccuracy(.5, null, null, 24, null));
    }

    @Test
    void itIsBetterThanTheRuleThatLongerWinsOnlyWithItsWholeInterval() throws IOException {
        String report = """
                {"heldOut": {"accuracy": {"value": 0.684, "low": 0.651, "high": 0.713, "n": 1040},
                             "baselines": {"longerWins": {"accuracy": {"value": %s, "n": 1040}}}}}""";
        report(report.formatted("0.65"));
        assertThat(HeldOutAccuracy.of(model).orElseThrow().isBetterThanLength()).isTrue();
        report(report.formatted("0.651"));
        assertThat(HeldOutAccuracy.of(model).orElseThrow().isBetterThanLength()).isFalse();
    }

    @Test
    void whatIsNotThereOrCannotBeReadIsNotKnown() throws IOException {
        assertThat(HeldOutAccuracy.of(model)).isEmpty();
        report("{\"training\": {}}");
        assertThat(HeldOutAccuracy.of(model)).isEmpty();
        report("{\"heldOut\": ");
        assertThat(HeldOutAccuracy.of(model)).isEmpty();
    }
}
