package org.careloop.run.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** How models are asked, whichever command asks them. */
public interface AskingSettings {
    GenerateSettings.Run run();

    GenerateSettings.Sampling sampling();

    AnswerSettings.Servers servers();

    WeightSettings weights();

    /** How an answer is drawn, by the names of the settings. */
    default Map<String, Object> drawn() {
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("temperature", sampling().temperature());
        drawn.put("topP", sampling().topP());
        drawn.put("topK", sampling().topK());
        drawn.put("repetitionPenalty", sampling().repetitionPenalty());
        drawn.put("minNewTokens", sampling().minNewTokens());
        drawn.put("maxNewTokens", sampling().maxNewTokens());
        drawn.put("stop", sampling().stop());
        return drawn;
    }
}
