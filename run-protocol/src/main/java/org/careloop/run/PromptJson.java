package org.careloop.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a prompt: a list of messages, or a text, which is what the user said. */
final class PromptJson extends ValueDeserializer<List<Message>> {
    @Override
    public @Nullable List<Message> deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return List.of(Message.user(parser.getString()));
        }
        return context.readValue(parser, context.getTypeFactory().constructCollectionType(List.class, Message.class));
    }
}
