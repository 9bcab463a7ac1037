package org.careloop.lm.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.LfsPointer;
import org.careloop.run.Phrase;

/**
 * Text to token ids and back, by the {@code tokenizer.json} of a Hugging Face model directory. Ids equal those of the
 * library that trained the model; special tokens written out in a text are recognised.
 *
 * <p>Safe for use by many threads. Its native part lives as long as this object is reachable.
 */
public final class Tokenizer {
    // The library must not truncate or pad silently; callers check lengths.
    private static final Map<String, String> WHOLE_TEXTS = Map.of("truncation", "false", "padding", "false");

    /** Of a text in a message. */
    private static final int SHOWN = 60;

    static {
        // On a machine with CUDA the library would otherwise try to download a build with CUDA.
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final HuggingFaceTokenizer library;
    private final TokenizerSettings settings;
    private final long longestText;
    private final OptionalInt bos;
    private final OptionalInt eos;
    private final OptionalInt pad;

    private Tokenizer(HuggingFaceTokenizer library, long longestText, TokenizerSettings settings) {
        this.library = library;
        this.longestText = longestText;
        this.settings = settings;
        this.bos = named("bos_token");
        this.eos = end();
        this.pad = named("pad_token");
    }

    /**
     * Reads the tokenizer of a model directory.
     *
     * @throws BadInput when the directory has none, or it is not readable
     */
    public static Tokenizer load(Path directory) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw missing(directory);
        }
        LfsPointer.refuse(file);
        long longestText = TokenizerFile.longestText(file);
        return new Tokenizer(library(file), longestText, TokenizerSettings.read(directory));
    }

    private static HuggingFaceTokenizer library(Path file) throws IOException {
        try (InputStream json = Files.newInputStream(file)) {
            return HuggingFaceTokenizer.newInstance(json, WHOLE_TEXTS);
        } catch (RuntimeException e) {
            // The native library reports a broken file as a RuntimeException with its parser's message.
            Phrase problem = Phrase.filled(
                    "tokenizer.unreadable",
                    "not a readable tokenizer (%s); copy the file again from the model's source",
                    String.valueOf(e.getMessage()));
            throw new BadInput(BadInput.inFile(file.toString(), problem), e);
        }
    }

    private static BadInput missing(Path directory) {
        if (!Files.isDirectory(directory)) {
            return BadInput.in(
                    directory,
                    Phrase.of(
                            "tokenizer.no-directory",
                            "no such model directory; expected a folder with config.json, tokenizer.json"));
        }
        return BadInput.in(
                directory,
                Files.exists(directory.resolve("tokenizer.model"))
                        ? Phrase.of(
                                "tokenizer.unconverted",
                                "no tokenizer.json in this model directory; it holds tokenizer.model alone; convert"
                                        + " that with transformers:"
                                        + " AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)")
                        : Phrase.of(
                                "tokenizer.absent",
                                "no tokenizer.json in this model directory; copy tokenizer.json and"
                                        + " tokenizer_config.json from the model that this one was made from"));
    }

    /**
     * Ids of a text.
     *
     * @param addSpecial true for a text that starts a sequence: what the tokenizer puts around it is added, with exactly
     *     one BOS in front where the model has one, also when the text itself already begins with it; false for a part of
     *     a sequence, or a rendered chat that brings its own special tokens
     * @throws BadInput for a token that the model beside this tokenizer has no embedding of
     */
    public int[] encode(String text, boolean addSpecial) {
        int[] ids = embedded(ids(text, addSpecial));
        if (!addSpecial || bos.isEmpty() || !settings.addBos()) {
            return ids;
        }
        int first = 0;
        while (first < ids.length && ids[first] == bos.getAsInt()) {
            first++;
        }
        return concat(embedded(bos.getAsInt()), Arrays.copyOfRange(ids, first, ids.length));
    }

    /**
     * Ids of a text as {@code tokenizer(text)} of transformers gives them: with what the tokenizer's file puts around a text, and no
     * BOS besides. For figures that are compared with those of others.
     */
    public int[] encodePlainly(String text) {
        return embedded(ids(text, true));
    }

    /** The same ids, each of which the model has an embedding of. */
    int[] embedded(int... ids) {
        for (int id : ids) {
            if (id >= settings.embeddings()) {
                throw new BadInput(Phrase.filled(
                        "tokenizer.beyond",
                        "the tokenizer gives \"%s\" the id %s, and the model beside it has the ids 0 to %s (vocab_size"
                                + " %s in config.json): leave that token out of the texts, or give the model an embedding"
                                + " of it with transformers: model.resize_token_embeddings(%s), then train it",
                        decode(new int[] {id}, false),
                        id,
                        settings.embeddings() - 1,
                        settings.embeddings(),
                        id + 1));
            }
        }
        return ids;
    }

    private int[] ids(String text, boolean addSpecial) {
        if (text.length() > longestText) {
            throw new BadInput(Phrase.filled(
                    "tokenizer.long-text",
                    "a text has %s characters, and this tokenizer takes at most %s: shorten it",
                    text.length(),
                    longestText));
        }
        try {
            return Arrays.stream(library.encode(text, addSpecial, false).getIds())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } catch (RuntimeException e) {
            throw new BadInput(
                    Phrase.filled(
                            "tokenizer.fails",
                            "the tokenizer fails on the text \"%s\" (%s); take tokenizer.json of the model's source",
                            text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…",
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    /**
     * Text of ids.
     *
     * @param skipSpecial leaves special tokens out
     */
    public String decode(int[] ids, boolean skipSpecial) {
        return library.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecial);
    }

    /** The id of one token by its text, if the text is a single token. */
    public OptionalInt id(String token) {
        int[] ids = ids(token, false);
        return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
    }

    /** Whether an id is left out when special tokens are skipped. A lone space may decode to nothing in either case. */
    boolean isSpecial(int id) {
        int[] alone = {id};
        return decode(alone, true).isEmpty() && !decode(alone, false).isEmpty();
    }

    public OptionalInt bos() {
        return bos;
    }

    public OptionalInt eos() {
        return eos;
    }

    public OptionalInt pad() {
        return pad;
    }

    /**
     * Ids at which a raw text ends: the tokenizer's EOS and those that the model directory names, ascending.
     * A chat may end at another token too, which its format knows.
     */
    public List<Integer> stopIds() {
        TreeSet<Integer> ids = new TreeSet<>(settings.eosIds());
        eos.ifPresent(ids::add);
        return List.copyOf(ids);
    }

    TokenizerSettings settings() {
        return settings;
    }

    /** The named token, or the only id that the model directory names. */
    private OptionalInt end() {
        OptionalInt named = named("eos_token");
        return named.isEmpty() && settings.eosIds().size() == 1
                ? OptionalInt.of(settings.eosIds().getFirst())
                : named;
    }

    private OptionalInt named(String name) {
        String token = settings.specialTokens().get(name);
        return token == null ? OptionalInt.empty() : id(token);
    }

    static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
