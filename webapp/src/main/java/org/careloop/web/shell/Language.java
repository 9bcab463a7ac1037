package org.careloop.web.shell;

import com.vaadin.flow.server.VaadinRequest;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of the screens. The choice is kept in a cookie, so that the sign-in page knows it too. */
public enum Language {
    ENGLISH(Locale.ENGLISH, "en", "English"),
    CHINESE(Locale.CHINESE, "zh-Hans", "中文");

    static final String COOKIE = "careloop-language";

    private final Locale locale;
    private final String htmlTag;
    private final String ownName;

    Language(Locale locale, String htmlTag, String ownName) {
        this.locale = locale;
        this.htmlTag = htmlTag;
        this.ownName = ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** The value of an element's {@code lang} attribute. */
    public String htmlTag() {
        return htmlTag;
    }

    /** The language's name in the language itself. */
    public String ownName() {
        return ownName;
    }

    /** The language that the switch offers from this one: each leads to the next, the last to the first. */
    Language next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** The language of a locale, English where we have no translation. */
    public static Language of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.locale.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** What was chosen in this browser before; empty when nothing was. */
    public static Optional<Language> chosen(VaadinRequest request) {
        return chosen(request.getCookies());
    }

    /** The same, of a request that the framework does not see. */
    static Optional<Language> chosen(Cookie @Nullable [] cookies) {
        return cookie(cookies, COOKIE)
                .flatMap(tag -> Arrays.stream(values())
                        .filter(language -> language.locale.toLanguageTag().equals(tag))
                        .findFirst());
    }

    static Optional<String> cookie(VaadinRequest request, String name) {
        return cookie(request.getCookies(), name);
    }

    private static Optional<String> cookie(Cookie @Nullable [] cookies, String name) {
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
