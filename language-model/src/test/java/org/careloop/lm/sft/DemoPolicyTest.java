package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;

/** The demo policy that is part of the project: what the demo study, its reward model and its PPO run rest on. */
class DemoPolicyTest {
    private static final Path DEMO = Path.of(System.getProperty("careloop.root", ".."), "demo");
    private static final Path POLICY = DEMO.resolve("policy");
    private static final int SAMPLES_PER_PROMPT = 2;

    private enum Quality {
        GOOD,
        PLAIN,
        POOR,
        OF_ITS_OWN
    }

    private static final Path FIXTURES = Path.of("src/test/resources/org/careloop/lm/text");

    record Text(String text, int[] ids, int[] whole) {}

    record Chat(String model, List<Message> messages, int[] ids) {}

    /** {@code src/test/referee/chat_templates.py} made the expected ids. */
    @Test
    void itsTokenizerAndTemplateAreReadByTransformersAsByUs() throws IOException {
        Tokenizer tokenizer = Tokenizer.load(POLICY);
        ChatFormat format = ChatFormat.load(POLICY, tokenizer);

        for (Text text : JsonLines.readAll(FIXTURES.resolve("demo-texts.jsonl"), Text.class)) {
            assertThat(tokenizer.encode(text.text(), false)).as(text.text()).containsExactly(text.ids());
            assertThat(tokenizer.encode(text.text(), true)).as(text.text()).containsExactly(text.whole());
        }
        List<Chat> chats = JsonLines.readAll(FIXTURES.resolve("chats.jsonl"), Chat.class).stream()
                .filter(chat -> chat.model().equals("policy"))
                .toList();
        assertThat(chats).hasSize(4);
        for (Chat chat : chats) {
            assertThat(format.prompt(chat.messages())).containsExactly(chat.ids());
        }
    }

    @Test
    void itIsSmall() throws IOException {
        assertThat(Files.size(POLICY.resolve("model.safetensors"))).isLessThan(4L << 20);
        try (Stream<Path> files = Files.list(POLICY)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(8L << 20);
        }
    }

    @Test
    void itAnswersTheStudysPromptsWithBetterAndWorseAnswersAndEndsThem() throws IOException {
        Tokenizer tokenizer = Tokenizer.load(POLICY);
        ChatFormat format = ChatFormat.load(POLICY, tokenizer);
        LanguageModel model = LanguageModel.load(POLICY, LoadOptions.cpu());
        List<int[]> prompts = new ArrayList<>();
        for (Comparison comparison : JsonLines.readAll(DEMO.resolve("study/comparisons.jsonl"), Comparison.class)) {
            for (int i = 0; i < SAMPLES_PER_PROMPT; i++) {
                prompts.add(format.prompt(comparison.prompt()));
            }
        }
        List<Sample> samples = new Sampler(model, Sampling.ofPolicy(200, format.stopIds())).sample(prompts, 1);

        Map<String, Quality> known = known();
        Map<Quality, Integer> counts = new EnumMap<>(Quality.class);
        for (Sample sample : samples) {
            String answer = tokenizer.decode(sample.tokens(), true);
            counts.merge(known.getOrDefault(answer, Quality.OF_ITS_OWN), 1, Integer::sum);
        }
        assertThat(samples).hasSize(64).allMatch(Sample::stopped);
        assertThat(counts.get(Quality.GOOD)).isGreaterThanOrEqualTo(5);
        assertThat(counts.get(Quality.PLAIN)).isGreaterThanOrEqualTo(5);
        assertThat(counts.get(Quality.POOR)).isGreaterThanOrEqualTo(5);
    }

    private static Map<String, Quality> known() throws IOException {
        Map<String, Quality> known = new HashMap<>();
        for (DemoCorpus.Topic topic : DemoCorpus.read(DEMO.resolve("corpus")).topics()) {
            topic.good().forEach(answer -> known.put(answer, Quality.GOOD));
            topic.plain().forEach(answer -> known.put(answer, Quality.PLAIN));
            topic.poor().forEach(answer -> known.put(answer, Quality.POOR));
        }
        return known;
    }
}
