package org.careloop.lm.text;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.lm.text.template.ChatTemplate;
import org.careloop.lm.text.template.TemplateException;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.Phrase;

/** The format of a model that brings a chat template. */
final class TemplateFormat extends ChatFormat {
    /** A sample answer, to find out which token the template writes after an answer. */
    private static final String ANSWER = "answer";

    private final ChatTemplate template;
    private final int endOfTurn;

    private TemplateFormat(ChatTemplate template, Tokenizer tokenizer) {
        super(tokenizer);
        this.template = template;
        tryUsualConversations();
        this.endOfTurn = findEndOfTurn();
    }

    static TemplateFormat of(Path directory, String source, Tokenizer tokenizer) {
        try {
            return new TemplateFormat(ChatTemplate.parse(source, Clock.systemDefaultZone()), tokenizer);
        } catch (TemplateException e) {
            Phrase problem = Phrase.filled(
                    "template.unrendered",
                    "the chat template cannot be rendered exactly (%s); simplify chat_template, or remove it to use the plain format",
                    e.phrase());
            throw new BadInput(BadInput.inFile(directory.toString(), problem), e);
        }
    }

    @Override
    public int[] prompt(List<Message> messages) {
        try {
            return tokenizer.encode(render(messages, true), false);
        } catch (TemplateException e) {
            throw new BadInput(
                    e.isRaisedByTemplate()
                            ? Phrase.filled(
                                    "template.refuses",
                                    "the model's chat template refuses this conversation (%s): %s",
                                    shape(messages),
                                    e.phrase())
                            : Phrase.filled(
                                    "template.fails",
                                    "the model's chat template fails on this conversation (%s): %s",
                                    shape(messages),
                                    e.phrase()),
                    e);
        }
    }

    @Override
    public String python() {
        return """
                prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
                ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]""";
    }

    /** Enough of a conversation to find it in a file of many, and mostly what it is refused for. */
    private static String shape(List<Message> messages) {
        String roles = messages.stream().map(message -> message.role().label()).collect(Collectors.joining(", "));
        String last = messages.isEmpty() ? "" : messages.getLast().content().replaceAll("\\s+", " ");
        return "%s: \"%.60s\"".formatted(roles, last);
    }

    @Override
    public int endOfTurn() {
        return endOfTurn;
    }

    /**
     * Renders the usual shapes of conversations, so that a template that fails is refused when the model is loaded and
     * not in the middle of a run. A template may refuse some shapes itself; that is no failure.
     */
    private void tryUsualConversations() {
        Message question = Message.user("question");
        Message answer = Message.assistant(ANSWER);
        Message system = new Message(Message.Role.SYSTEM, "instruction");
        for (List<Message> usual :
                List.of(List.of(question), List.of(system, question), List.of(question, answer, question))) {
            try {
                render(usual, true);
            } catch (TemplateException e) {
                if (!e.isRaisedByTemplate()) {
                    throw e;
                }
            }
        }
    }

    /** The first special token that the template writes after an answer; EOS where it writes none. */
    private int findEndOfTurn() {
        String conversation = render(List.of(Message.user("question"), Message.assistant(ANSWER)), false);
        int answer = conversation.lastIndexOf(ANSWER);
        String behind = answer < 0 ? "" : conversation.substring(answer + ANSWER.length());
        return Arrays.stream(tokenizer.encode(behind, false))
                .filter(tokenizer::isSpecial)
                .findFirst()
                .orElseGet(
                        () -> tokenizer
                                .eos()
                                .orElseThrow(
                                        () -> new BadInput(
                                                Phrase.of(
                                                        "template.no-end",
                                                        "neither the chat template nor tokenizer_config.json (eos_token) says how an answer ends; add eos_token"))));
    }

    private String render(List<Message> messages, boolean addGenerationPrompt) {
        Map<String, Object> names = new HashMap<>(tokenizer.settings().specialTokens());
        names.put(
                "messages",
                messages.stream()
                        .map(message -> Map.of("role", message.role().label(), "content", message.content()))
                        .toList());
        names.put("add_generation_prompt", addGenerationPrompt);
        return template.render(names);
    }
}
