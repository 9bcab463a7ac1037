package org.careloop.refusals;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.run.Phrase;

/** A phrase as pages say it, and its parts. */
final class PhraseWords {
    static final PhraseWords ENGLISH = new PhraseWords("translations.properties", Locale.ENGLISH);
    static final PhraseWords CHINESE = new PhraseWords("translations_zh.properties", Locale.CHINESE);

    private final Properties texts = new Properties();
    private final Locale locale;

    private PhraseWords(String file, Locale locale) {
        this.locale = locale;
        try (InputStream in = PhraseWords.class.getResourceAsStream("/vaadin-i18n/" + file)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where a code has no words. */
    String of(Phrase phrase) {
        if (!phrase.isTranslated()) {
            return phrase.english();
        }
        String key = "problem." + phrase.code();
        String text = Objects.requireNonNull(texts.getProperty(key), key);
        Object[] given = phrase.given().stream()
                .map(each -> each instanceof Phrase inner ? of(inner) : each)
                .toArray();
        return given.length == 0 ? text : new MessageFormat(text, locale).format(given);
    }

    /** All codes in a phrase. */
    static Set<String> codes(Phrase phrase) {
        Set<String> codes = new LinkedHashSet<>();
        if (phrase.isTranslated()) {
            codes.add(phrase.code());
        }
        inside(phrase).forEach(inner -> codes.addAll(codes(inner)));
        return codes;
    }

    /** What fills the blanks of a phrase and of those inside it. */
    static Stream<String> values(Phrase phrase) {
        Stream<String> own = phrase.isTranslated()
                ? phrase.given().stream()
                        .filter(each -> !(each instanceof Phrase))
                        .map(String::valueOf)
                : Stream.of(phrase.english());
        return Stream.concat(own, inside(phrase).flatMap(PhraseWords::values));
    }

    /** The texts in a phrase that no page translates. */
    static Stream<String> verbatim(Phrase phrase) {
        return phrase.isTranslated() ? inside(phrase).flatMap(PhraseWords::verbatim) : Stream.of(phrase.english());
    }

    private static Stream<Phrase> inside(Phrase phrase) {
        return phrase.given().stream().filter(Phrase.class::isInstance).map(Phrase.class::cast);
    }
}
