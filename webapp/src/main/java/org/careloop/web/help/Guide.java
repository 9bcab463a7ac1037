package org.careloop.web.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.careloop.web.shell.Language;

/** What is written for one kind of reader, in Markdown: a title in the first line, the text below. */
enum Guide {
    CLINICIAN,
    STUDY_LEAD,
    ML_ENGINEER,
    ADMINISTRATOR;

    /** Files beside the guides are no pages here; of a link to one, its name is left. */
    private static final Pattern LINK_TO_FILE = Pattern.compile("\\[([^]]+)]\\((?:\\.\\./)+([^)#]+)(?:#[^)]*)?\\)");

    /** The last part of its address. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Guide> of(String label) {
        return Arrays.stream(values())
                .filter(guide -> guide.label().equals(label))
                .findFirst();
    }

    String title(Language language) {
        return read(language).lines().findFirst().orElse("").replaceFirst("^# ", "");
    }

    String text(Language language) {
        String markdown = read(language);
        return LINK_TO_FILE
                .matcher(markdown.substring(markdown.indexOf('\n') + 1))
                .replaceAll("$1 (docs/$2)");
    }

    private String read(Language language) {
        String folder = language == Language.ENGLISH ? "" : language.locale().getLanguage() + "/";
        try (InputStream in = Guide.class.getResourceAsStream("/guide/" + folder + label() + ".md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
