package org.careloop.web.annotation.ui;

import org.careloop.run.Json;
import org.careloop.web.annotation.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A message from {@code annotate.js}.
 *
 * @param what verdict, draft, skip, escalate, privacy, back, leave, here, guidelines, work or keys
 * @param pair the number of the pair that was in view, so that the message is never applied to the next one
 * @param answer with a verdict and a draft
 * @param active milliseconds that the person looked at the pair
 * @param reason why a pair is skipped or a verdict changed
 * @param note the same in the person's words
 * @param number of a draft; sent back when it is stored
 */
record ScreenEvent(
        String what, int pair, @Nullable Answer answer, long active, String reason, String note, long number) {

    static ScreenEvent read(String json) {
        return Json.MAPPER.readValue(json, ScreenEvent.class);
    }

    Answer given() {
        return answer == null ? Answer.NONE : answer;
    }
}
