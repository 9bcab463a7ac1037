package org.careloop.run.identifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences whose identifiers are marked, and what the search makes of them. */
final class MarkedSentences {
    private static final Pattern MARK = Pattern.compile("\\{([A-Z_]+):([^}]*)}");

    /** Which half of the sentences: the one that the search was written by, or the one that only measures it. */
    enum Half {
        WRITTEN_BY,
        HELD_OUT
    }

    /** A sentence and the identifiers in it. */
    record Sentence(String text, List<Identifier> identifiers) {}

    private MarkedSentences() {}

    static List<Sentence> read(String language, Half half) throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        String file = "/identifier/sentences-" + language + ".txt";
        try (InputStream in = Objects.requireNonNull(MarkedSentences.class.getResourceAsStream(file))) {
            List<String> lines = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            for (int i = half == Half.WRITTEN_BY ? 0 : 1; i < lines.size(); i += 2) {
                sentences.add(parse(lines.get(i).replace("\\n", "\n")));
            }
        }
        return sentences;
    }

    private static Sentence parse(String marked) {
        StringBuilder text = new StringBuilder();
        List<Identifier> identifiers = new ArrayList<>();
        Matcher mark = MARK.matcher(marked);
        int behind = 0;
        while (mark.find()) {
            text.append(marked, behind, mark.start());
            int start = text.length();
            text.append(mark.group(2));
            identifiers.add(new Identifier(IdentifierKind.valueOf(mark.group(1)), start, text.length()));
            behind = mark.end();
        }
        return new Sentence(text.append(marked.substring(behind)).toString(), identifiers);
    }
}
