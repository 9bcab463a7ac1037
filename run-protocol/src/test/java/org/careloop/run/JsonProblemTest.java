package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidDefinitionException;

/** Every kind of error of the JSON library, in words. */
class JsonProblemTest {
    private static final ObjectReader ROWS = Json.MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Known.class, name = "known"))
    interface Kinds {}

    record Known() implements Kinds {}

    record Nested(int count) {}

    record Everything(
            String text,
            Integer whole,
            Double number,
            Boolean yes,
            Nested nested,
            Instant at,
            ModelKind kind,
            List<String> tags,
            List<Message> prompt,
            List<Integer> ranks,
            Map<Integer, String> byPlace,
            Message one,
            Kinds kinds) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":["Q"]}            | field "text": a list was given; expected a text
            {"text":{"x":1}}          | field "text": an object in braces was given; expected a text
            {"whole":"many"}          | field "whole": "many" was given; expected a whole number
            {"whole":1.5}             | field "whole": 1.5 was given; expected a whole number
            {"whole":[1]}             | field "whole": a list was given; expected a whole number
            {"nested":{"count":null}} | field "nested.count": null was given; expected a whole number
            {"whole":99999999999}     | field "whole": the number is out of range; expected a whole number
            {"number":"x"}            | field "number": "x" was given; expected a number
            {"yes":"perhaps"}         | field "yes": "perhaps" was given; expected true or false
            {"at":"yesterday"}        | field "at": "yesterday" was given; expected a moment such as 2026-01-31T08:00:00Z
            {"kind":"other"}          | field "kind": "other" was given; expected one of [POLICY, REWARD]
            {"tags":"acute"}          | field "tags": a text was given; expected a list of texts
            {"tags":5}                | field "tags": a number was given; expected a list of texts
            {"tags":{"a":1}}          | field "tags": an object in braces was given; expected a list of texts
            {"tags":[["a"]]}          | a list stands inside a list; expected texts or numbers in it
            {"prompt":"How much?"}    | field "prompt": a text was given; expected a list of messages with role and content
            {"prompt":["How much?"]}  | field "prompt[0]": a text was given; expected a message with role and content
            {"prompt":[{"role":"user","content":[{"type":"text"}]}]} | field "prompt[0].content": a list was given; expected a text
            {"prompt":[{"role":"doctor","content":"x"}]} | field "prompt[0].role": role "doctor" is not known; expected system, user or assistant
            {"prompt":[{"role":"user"}]} | field "prompt[0]": field "content" is missing
            {"ranks":true}            | field "ranks": true or false was given; expected a list of whole numbers
            {"byPlace":{"first":"x"}} | field "byPlace": "first" was given; expected a whole number
            {"byPlace":[]}            | field "byPlace": a list was given; expected an object in braces
            {"one":"x"}               | field "one": a text was given; expected a message with role and content
            {"kinds":{"kind":"odd"}}  | field "kinds": "odd" was given; expected a known kind
            {"text":"a","text":"b"}   | field "text" stands twice; keep one of them
            [1]                       | a list was given; expected an object in braces
            "x"                       | a text was given; expected an object in braces
            """, quoteCharacter = '\u0001')
    void aValueThatDoesNotFitIsNamedByFieldAndByWhatWasExpected(String json, String words) {
        assertThat(problem(json, Everything.class)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"score":NaN}           | NaN is no number in JSON; give a number, or null
            {"score":-Infinity}     | -Infinity is no number in JSON; give a number, or null
            {"score":+INF}          | +INF is no number in JSON
            {"a":True}              | True is no value in JSON; expected a text in double quotes
            {"a":'x'}               | ' is no value in JSON; expected a text in double quotes
            {'a':"x"}               | expected the name of a field in double quotes
            {a:"x"}                 | expected the name of a field in double quotes
            {"a":"x" "b":"y"}       | a comma is missing
            {"a":"say "no" now"}    | a comma is missing
            ["x" "y"]               | a comma is missing
            {"a" "x"}               | a colon is missing behind the name of a field
            {"a":"x"                | the JSON ends in the middle
            {"a":"x                 | the JSON ends in the middle
            {"a":[1,2               | the JSON ends in the middle
            {"a":[1,2}              | } was given; expected ]
            {"a":1]                 | ] was given; expected }
            {"a":"C:\\new \\x"}     | a backslash stands before a character that needs none
            {"a":"\\u00g1"}         | \\u is not followed by four hexadecimal digits
            {"a":01}                | no number as JSON writes them
            {"a":1.}                | no number as JSON writes them
            {"a":-}                 | no number as JSON writes them
            {"a":.5}                | . is no value in JSON
            {"a":1} // note         | a comment stands here
            prompt,a,b              | prompt is no value in JSON
            <html>                  | < is no value in JSON
            """, quoteCharacter = '\u0001')
    void whatIsNoJsonIsNamedByItsPlaceAndItsReason(String json, String words) {
        String text = json.replace("\\\\", "\\");
        assertThat(problem(text, JsonNode.class))
                .matches("(?s)(character \\d+: )?.*")
                .contains(words.replace("\\\\", "\\"));
    }

    @Test
    void aTabInATextIsNamed() {
        assertThat(problem("{\"a\":\"x\ty\"}", JsonNode.class)).contains("a tab, line break or control character");
    }

    @Test
    void whatStandsBehindTheEndIsNamed() {
        assertThat(problem("{\"whole\":1} {\"whole\":2}", Everything.class)).startsWith("more stands behind the end");
        assertThat(problem("", Everything.class)).isEqualTo("there is nothing here; expected JSON");
    }

    @Test
    void whatIsTooDeepIsNamed() {
        assertThat(problem("[".repeat(2_000), JsonNode.class)).contains("nested too deep or too long to be read");
    }

    @Test
    void aTreeWithAFieldTwiceIsRefusedInTheSameWords() {
        ObjectReader trees =
                Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        JacksonException thrown =
                catchThrowableOfType(JacksonException.class, () -> trees.readValue("{\"a\":1,\"a\":2}"));

        assertThat(Json.problem(thrown)).hasToString("field \"a\" stands twice; keep one of them");
    }

    @Test
    void anUnknownFieldIsNamedBesideTheKnownOnes() {
        ObjectReader strict =
                Json.MAPPER.readerFor(Prompt.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        JacksonException thrown = catchThrowableOfType(
                JacksonException.class,
                () -> strict.readValue("{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}],\"idd\":1}"));

        assertThat(Json.problem(thrown).english())
                .startsWith("field \"idd\": there is no field \"idd\"; expected some of [")
                .contains("prompt");
    }

    @Test
    void aNodeReadAsAnotherKindIsNamed() {
        JsonNode node = Json.MAPPER.readTree("{\"a\":[1]}");
        JacksonException thrown =
                catchThrowableOfType(JacksonException.class, () -> node.get("a").intValue());

        assertThat(Json.problem(thrown).english()).startsWith("a list was given; expected ");
    }

    /** What a later version of the library may say, or what is an error of this program. */
    @Test
    void anErrorThatIsNotKnownIsPlainToo() {
        assertThat(List.of(
                        new StreamReadException(null, "`java.util.List` of JsonToken.START_ARRAY"),
                        new StreamWriteException(null, "org.careloop.run.Message"),
                        InvalidDefinitionException.from((tools.jackson.core.JsonParser) null, "no java.lang.Creator"),
                        DatabindException.from((tools.jackson.core.JsonParser) null, "org.careloop.run.Message")))
                .allSatisfy(thrown -> assertThat(Json.problem(thrown)).hasToString("not readable as JSON; correct it"));
    }

    private static String problem(String json, Class<?> type) {
        JacksonException thrown = catchThrowableOfType(
                JacksonException.class, () -> ROWS.forType(type).readValue(json));
        String words = Json.problem(thrown).english();
        assertThat(words).doesNotContain("java.", "org.careloop", "JsonToken", "Feature", "Exception", "`");
        return words;
    }
}
