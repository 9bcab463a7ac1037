package org.careloop.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields that files hold otherwise than memory. Maps stand there as lists of objects, because the columns of a table would
 * else be the keys, which differ from row to row; rows of format versions 1 and 2 have objects, which are read too. What a
 * vote replaced has no history of its own, because a type that holds itself has no columns.
 */
final class VoteFields {
    private VoteFields() {}

    private record OnKey(String criterion, Verdict verdict) {
        private OnKey {
            RecordChecks.text("criterion", criterion);
            RecordChecks.field("verdict", verdict);
        }
    }

    private record Better(Integer response, String text) {
        private Better {
            RecordChecks.field("response", response);
            RecordChecks.field("text", text);
        }
    }

    private static <K, V, E> Map<K, V> read(
            JsonParser parser,
            DeserializationContext context,
            String field,
            TypeReference<Map<K, V>> map,
            TypeReference<List<E>> list,
            Function<E, K> key,
            Function<E, V> value) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return context.readValue(parser, context.getTypeFactory().constructType(map));
        }
        List<E> elements = context.readValue(parser, context.getTypeFactory().constructType(list));
        Map<K, V> read = new TreeMap<>();
        for (@Nullable E element : elements) {
            RecordChecks.field(field, element);
            if (read.put(key.apply(element), value.apply(element)) != null) {
                throw BadValue.coded(
                        "value.key-twice",
                        "field \"%s\" names %s twice; keep one of them".formatted(field, key.apply(element)),
                        field,
                        key.apply(element));
            }
        }
        return read;
    }

    /** Reads {@code [{"criterion":"safety","verdict":"A"}]} or {@code {"safety":{"verdict":"A"}}}. */
    static final class CriteriaReader extends ValueDeserializer<Map<String, Vote.OnCriterion>> {
        private static final TypeReference<Map<String, Vote.OnCriterion>> MAP = new TypeReference<>() {};
        private static final TypeReference<List<OnKey>> LIST = new TypeReference<>() {};

        @Override
        public Map<String, Vote.OnCriterion> deserialize(JsonParser parser, DeserializationContext context) {
            return read(
                    parser,
                    context,
                    "criteria",
                    MAP,
                    LIST,
                    OnKey::criterion,
                    said -> new Vote.OnCriterion(said.verdict()));
        }
    }

    /** Reads {@code [{"response":0,"text":"better"}]} or {@code {"0":"better"}}. */
    static final class CorrectionsReader extends ValueDeserializer<Map<Integer, String>> {
        private static final TypeReference<Map<Integer, String>> MAP = new TypeReference<>() {};
        private static final TypeReference<List<Better>> LIST = new TypeReference<>() {};

        @Override
        public Map<Integer, String> deserialize(JsonParser parser, DeserializationContext context) {
            return read(parser, context, "corrections", MAP, LIST, Better::response, Better::text);
        }
    }

    /** Writes {@code [{"criterion":"safety","verdict":"A"}]}. */
    static final class CriteriaWriter extends ValueSerializer<Map<String, Vote.OnCriterion>> {
        @Override
        public void serialize(Map<String, Vote.OnCriterion> criteria, JsonGenerator out, SerializationContext context) {
            out.writePOJO(new TreeMap<>(criteria)
                    .entrySet().stream()
                            .map(said ->
                                    new OnKey(said.getKey(), said.getValue().verdict()))
                            .toList());
        }
    }

    /** Writes votes without the field {@code history}. */
    static final class HistoryWriter extends ValueSerializer<List<Vote>> {
        @Override
        public void serialize(List<Vote> replaced, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (Vote vote : replaced) {
                ObjectNode fields = Json.MAPPER.valueToTree(vote);
                out.writePOJO(fields.without("history"));
            }
            out.writeEndArray();
        }
    }

    /** Writes {@code [{"response":0,"text":"better"}]}. */
    static final class CorrectionsWriter extends ValueSerializer<Map<Integer, String>> {
        @Override
        public void serialize(Map<Integer, String> corrections, JsonGenerator out, SerializationContext context) {
            out.writePOJO(new TreeMap<>(corrections)
                    .entrySet().stream()
                            .map(text -> new Better(text.getKey(), text.getValue()))
                            .toList());
        }
    }
}
