package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.run.rows.PromptFile;

/** A prompt and its token ids. */
public record EncodedPrompt(Prompt prompt, int[] tokens) {
    private static final System.Logger LOG = System.getLogger(EncodedPrompt.class.getName());

    /**
     * Reads prompts and drops those that are too long; the log says how many.
     *
     * @param maxLength tokens that a prompt may have
     * @throws BadInput when no prompt is left
     */
    public static List<EncodedPrompt> read(Path file, ChatFormat format, int maxLength) throws IOException {
        if (maxLength < 1) {
            throw BadInput.coded(
                    "run.no-room",
                    "maxNewTokens leaves no room for a prompt; lower it by more than %d, so that prompt and answer fit into what the model reads"
                            .formatted(-maxLength),
                    -maxLength);
        }
        List<EncodedPrompt> all = PromptFile.read(file).stream()
                .map(prompt -> new EncodedPrompt(prompt, format.prompt(prompt.prompt())))
                .toList();
        List<EncodedPrompt> fitting =
                all.stream().filter(prompt -> prompt.tokens.length <= maxLength).toList();
        if (fitting.isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "run.prompts-long",
                            "no prompt has at most %d tokens, so none leaves room for an answer; shorten the prompts or lower maxNewTokens"
                                    .formatted(maxLength),
                            maxLength));
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0} prompts; {1} left out because they are longer than {2} tokens",
                fitting.size(),
                all.size() - fitting.size(),
                maxLength);
        return fitting;
    }

    /**
     * Refuses a judge that tokenizes a prompt in another way than the policy. It scores those token ids as they are, so its
     * scores would be meaningless.
     */
    public static void refuseOtherTokens(List<EncodedPrompt> prompts, BaseModel policy, BaseModel judge) {
        for (EncodedPrompt prompt : prompts) {
            if (!Arrays.equals(prompt.tokens, judge.format().prompt(prompt.prompt.prompt()))) {
                throw BadInput.in(
                        judge.directory(),
                        Phrase.of(
                                "run.other-tokens",
                                "this reward model reads prompt \"%s\" as other tokens than the policy in %s; train it from a model with the same tokenizer and chat template"
                                        .formatted(prompt.prompt.id(), policy.directory()),
                                prompt.prompt.id(),
                                policy.directory().toString()));
            }
        }
    }
}
