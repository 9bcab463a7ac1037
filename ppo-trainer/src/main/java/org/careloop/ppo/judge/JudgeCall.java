package org.careloop.ppo.judge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.careloop.run.judging.Preference;
import org.jspecify.annotations.Nullable;

/**
 * What the judge said of a pair in one order: a line of {@code calls.jsonl}.
 *
 * @param id of the pair
 * @param newFirst whether the new model's answer was shown first
 * @param preferred null where no reply had a verdict that can be read
 * @param asked how often it was asked
 * @param reply the last one; where the judge could not be asked, why
 */
record JudgeCall(String id, boolean newFirst, @Nullable Preference preferred, int asked, String reply) {

    static String key(String id, boolean newFirst) {
        return id + (newFirst ? "#new-first" : "#rival-first");
    }

    @JsonIgnore
    String key() {
        return key(id, newFirst);
    }
}
