package org.careloop.lm.cleaning.words;

import com.carrotsearch.hppc.LongHashSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * The language of a text. Script decides where it can: a fifth of the words being Chinese characters makes a text Chinese, unless
 * kana or Hangul say otherwise. Where a sixth of the first words are the small ones of English, it is English. All others are told
 * apart by Apache OpenNLP's detector of 103 languages, on the beginning of the text; that takes as long as all other rules together.
 */
public final class TextLanguage {
    /** What cannot be said: too few letters, or nothing that stands out. */
    public static final String UNKNOWN = "";

    private static final String MODEL = "/langdetect-183.bin";
    private static final int BEGINNING = 400;
    private static final int FEWEST_LETTERS = 40;
    private static final double CHINESE_SHARE = 0.2;
    private static final double KANA_SHARE = 0.1;
    private static final double HANGUL_SHARE = 0.3;

    /** How much likelier than English another language of Latin letters must be: medical English is full of Latin. */
    private static final double CLEARLY = 3;

    private static final String SMALL_WORDS =
            "the of and to with that are by this from which have were has for be it not";
    private static final LongHashSet ENGLISH = new LongHashSet();
    private static final int FIRST_WORDS = 60;
    private static final int SIXTH = 6;

    static {
        ENGLISH.addAll(Words.of(SMALL_WORDS).runs(1));
    }

    private static final Map<String, String> CODES = Map.of("cmn", "zh", "eng", "en");
    private static final LanguageDetectorModel DETECTOR = read();

    private final LanguageDetectorME detector = new LanguageDetectorME(DETECTOR);

    private static LanguageDetectorModel read() {
        try (InputStream in = Objects.requireNonNull(TextLanguage.class.getResourceAsStream(MODEL), MODEL)) {
            return new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its code of two letters where it has one, else of three; {@link #UNKNOWN} for a text that is too short to say. */
    public String of(String text, Words words) {
        String byScript = byScript(text, words);
        if (byScript != null) {
            return byScript;
        }
        if (isPlainlyEnglish(words)) {
            return "en";
        }
        String beginning = beginning(text);
        if (beginning.chars().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            return UNKNOWN;
        }
        Language[] likely = detector.predictLanguages(beginning);
        double english = 0;
        for (Language each : likely) {
            english = each.getLang().equals("eng") ? each.getConfidence() : english;
        }
        return likely[0].getConfidence() < CLEARLY * english ? "en" : code(likely[0].getLang());
    }

    private static @Nullable String byScript(String text, Words words) {
        int kana = 0;
        int hangul = 0;
        int letters = 0;
        int most = Math.min(text.length(), 4 * BEGINNING);
        for (int i = 0; i < most; i++) {
            char c = text.charAt(i);
            letters += Character.isLetter(c) ? 1 : 0;
            kana += c >= 0x3041 && c <= 0x30FF && Character.isLetter(c) ? 1 : 0;
            hangul += c >= 0xAC00 && c <= 0xD7A3 ? 1 : 0;
        }
        if (kana > KANA_SHARE * letters) {
            return "ja";
        }
        if (hangul > HANGUL_SHARE * letters) {
            return "ko";
        }
        return words.ideographs() >= CHINESE_SHARE * words.size() && words.ideographs() > 0 ? "zh" : null;
    }

    private static boolean isPlainlyEnglish(Words words) {
        long[] each = words.runs(1);
        int looked = Math.min(FIRST_WORDS, each.length);
        int small = 0;
        for (int i = 0; i < looked; i++) {
            small += ENGLISH.contains(each[i]) ? 1 : 0;
        }
        return small > 1 && small * SIXTH >= looked;
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), BEGINNING));
    }

    private static String code(String three) {
        String known = CODES.get(three);
        if (known != null) {
            return known;
        }
        for (String two : Locale.getISOLanguages()) {
            if (two.length() == 2 && Locale.of(two).getISO3Language().equals(three)) {
                return two;
            }
        }
        return three;
    }
}
