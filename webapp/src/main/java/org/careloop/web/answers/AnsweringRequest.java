package org.careloop.web.answers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.Settings;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;

/**
 * What a person asks models to answer.
 *
 * @param source the study whose prompts are asked
 * @param most so many prompts at most, drawn by a hash of their texts; 0 for all
 * @param models registered policies, each under its name
 * @param reward the reward model that chooses the pairs, where the setting {@code choice} is not {@code random}
 * @param into the study that the pairs become comparisons of; empty where they stay with the run
 * @param settings what differs from the defaults of {@link AnswerSettings}, by name
 */
public record AnsweringRequest(
        StudyId source,
        PromptShare share,
        int most,
        List<CheckpointId> models,
        List<NamedServer> servers,
        Optional<CheckpointId> reward,
        Optional<StudyId> into,
        Map<String, Object> settings) {

    public AnsweringRequest {
        models = List.copyOf(models);
        servers = List.copyOf(servers);
        settings = Map.copyOf(settings);
        AnswerSettings all = Settings.apply(AnswerSettings.class, settings);
        if (most < 0) {
            throw BadInput.field("most", most, Phrase.of("answers.most", "a whole number, 0 for all"));
        }
        if (all.pairs().choice().equals("random") == reward.isPresent()) {
            throw BadInput.field(
                    "choice",
                    all.pairs().choice(),
                    Phrase.of("answers.choice", "random, or a reward model that chooses: name one"));
        }
    }

    /** The same into another study. */
    AnsweringRequest into(StudyId study) {
        return new AnsweringRequest(source, share, most, models, servers, reward, Optional.of(study), settings);
    }

    /** The seed of the answers, which draws the prompts, too. */
    long seed() {
        return Settings.apply(AnswerSettings.class, settings).run().seed();
    }
}
