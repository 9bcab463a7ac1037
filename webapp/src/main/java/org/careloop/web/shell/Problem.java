package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Locale;
import java.util.function.BiFunction;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/** An error message in a line of its own, which a screen reader announces at once; empty while there is no error. */
public class Problem extends Paragraph {
    private static final long serialVersionUID = 1L;

    public Problem() {
        addClassName("problem");
        getElement().setAttribute("role", "alert");
    }

    public void show(BadInput problem) {
        setText(words(this, problem));
    }

    public void clear() {
        setText("");
    }

    /** The message in the language of a screen. */
    public static String words(Component screen, BadInput problem) {
        return words(screen, problem.phrase());
    }

    /** A phrase, and the phrases in it, in the language of a screen. */
    public static String words(Component screen, Phrase phrase) {
        Locale locale = Locale.forLanguageTag(screen.getTranslation("figure.locale"));
        return words(phrase, Language.of(locale).locale(), screen::getTranslation);
    }

    static String words(Phrase phrase, Locale locale, BiFunction<String, Object[], String> translation) {
        if (!phrase.isTranslated()) {
            return phrase.english();
        }
        Object[] given = phrase.given().stream()
                .map(each -> switch (each) {
                    case Phrase inner -> words(inner, locale, translation);
                    case Phrase.Localized own -> own.in(locale);
                    default -> each;
                })
                .toArray();
        return translation.apply("problem." + phrase.code(), given);
    }
}
