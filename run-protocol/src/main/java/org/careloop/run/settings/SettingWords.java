package org.careloop.run.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts about settings in a reader's language. English stands in the code, beside the setting; translations stand in
 * {@code settings_LANGUAGE.properties}. A language without translations falls back to English.
 */
final class SettingWords {
    private static final Map<String, SettingWords> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Properties translated;

    private SettingWords(Properties translated) {
        this.translated = translated;
    }

    static SettingWords in(Locale locale) {
        return BY_LANGUAGE.computeIfAbsent(locale.getLanguage(), language -> new SettingWords(load(language)));
    }

    /** A text without placeholders. */
    String text(String key, String english) {
        return translated.getProperty(key, english);
    }

    /** A text whose {@code %s} are replaced by the given words. */
    String phrase(String key, String english, Object... given) {
        return text(key, english).formatted(given);
    }

    private static Properties load(String language) {
        Properties texts = new Properties();
        try (InputStream in = SettingWords.class.getResourceAsStream("settings_" + language + ".properties")) {
            if (in != null) {
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
