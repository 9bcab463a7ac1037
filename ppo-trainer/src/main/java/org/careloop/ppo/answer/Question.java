package org.careloop.ppo.answer;

import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Prompt;

/**
 * A prompt that waits for a model's answer.
 *
 * @param seed of the answer: it depends on the prompt's place in its file alone, so that a run that goes on answers as one
 *     that was never broken off
 */
public record Question(String id, List<Message> prompt, long seed) {

    static List<Question> of(List<Prompt> prompts, long firstSeed) {
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> new Question(prompts.get(i).id(), prompts.get(i).prompt(), firstSeed + i))
                .toList();
    }
}
