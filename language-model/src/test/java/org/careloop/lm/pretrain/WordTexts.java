package org.careloop.lm.pretrain;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.careloop.lm.text.TextTokens;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.WordTokenizer;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.MixturePlan;
import org.careloop.run.mixture.Source;
import org.careloop.run.mixture.Stage;
import org.careloop.run.settings.PretrainSettings;
import org.careloop.run.settings.Settings;

/** Texts whose words are tokens, with words of its own for each stream, so that a token tells where it came from. */
final class WordTexts {
    static final int WORDS = 100;
    static final int EOS = 2;

    /** Of a sequence. */
    static final int LENGTH = 64;

    private final Path folder;
    private final Tokenizer tokenizer;

    WordTexts(Path folder) throws IOException {
        this.folder = folder;
        WordTokenizer.write(folder, 3 + 4 * WORDS, "{\"eos_token\": \"</s>\"}");
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": %d}".formatted(3 + 4 * WORDS));
        tokenizer = Tokenizer.load(folder);
    }

    /** Texts of 1 to 300 words; the tokens of each, its end included. */
    List<int[]> texts(String name, int stream, int count) throws IOException {
        Random random = new Random(stream);
        List<int[]> texts = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
            for (int i = 0; i < count; i++) {
                int[] ids = new int[2 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20)];
                StringBuilder text = new StringBuilder();
                for (int t = 0; t < ids.length - 1; t++) {
                    ids[t] = 3 + stream * WORDS + random.nextInt(WORDS);
                    text.append("w").append(ids[t]).append(' ');
                }
                ids[ids.length - 1] = EOS;
                texts.add(ids);
                out.write("{\"text\": \"%s\"}\n".formatted(text.toString().strip()));
            }
        }
        return texts;
    }

    static PretrainSettings settings(Map<String, Object> changes) {
        return Settings.apply(PretrainSettings.class, changes);
    }

    Packing packing(Mixture mixture, PretrainSettings settings) throws IOException {
        return packing(mixture, settings, QualityFloor.NONE);
    }

    Packing packing(Mixture mixture, PretrainSettings settings, QualityFloor floor) throws IOException {
        Path listing = folder.resolve("listing");
        Corpus.write(mixture.places(), listing);
        Map<String, List<CorpusFile>> files = Corpus.verified(listing);
        MixturePlan plan = mixture.plan();
        HeldOut rule = new HeldOut(settings.evaluation().evaluationShare());
        List<SourceReader> readers = plan.streams().stream()
                .map(stream -> new SourceReader(
                        stream, files.get(stream.label()), new TextTokens(tokenizer), rule, floor, settings.texts()))
                .toList();
        return new Packing(new MixedTokens(plan, readers, settings.texts().usedUp()), LENGTH);
    }

    Mixture one(String file, long tokens, int passes) {
        return Mixture.of(List.of(folder.resolve(file)), tokens, passes, null);
    }

    Mixture mixture(Map<String, Double> shares, long tokens, int passes) {
        return new Mixture(
                List.of(
                        new Source("a", null, passes, file("a.jsonl"), null),
                        new Source("b", null, passes, file("b.jsonl"), null)),
                List.of(new Stage("all", tokens, null, shares, null, null, null, null)));
    }

    List<String> file(String name) {
        return List.of(folder.resolve(name).toString());
    }

    static Map<String, List<String>> ordered(String one, List<String> files, String other, List<String> more) {
        Map<String, List<String>> languages = new LinkedHashMap<>();
        languages.put(one, files);
        languages.put(other, more);
        return languages;
    }
}
