package org.careloop.lm.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.Phrase;

/** The format of a model that has no chat template, as {@link ChatFormat} describes it. */
final class PlainFormat extends ChatFormat {
    PlainFormat(Tokenizer tokenizer) {
        super(tokenizer);
    }

    @Override
    public int[] prompt(List<Message> messages) {
        String contents = messages.stream().map(Message::content).collect(Collectors.joining("\n\n"));
        return tokenizer.encode(contents + "\n", true);
    }

    @Override
    public String python() {
        return """
                prompt = "\\n\\n".join(message["content"] for message in messages) + "\\n"
                ids = %s + tokenizer(prompt, add_special_tokens=False)["input_ids"]""".formatted(Arrays.toString(tokenizer.encode("", true)));
    }

    @Override
    public int endOfTurn() {
        return tokenizer
                .eos()
                .orElseThrow(
                        () -> new BadInput(
                                Phrase.of(
                                        "tokenizer.no-end",
                                        "this model's tokenizer_config.json names no eos_token, which ends a response; add the one that the model was trained with")));
    }
}
