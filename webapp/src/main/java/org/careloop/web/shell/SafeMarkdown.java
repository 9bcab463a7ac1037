package org.careloop.web.shell;

import java.util.regex.Pattern;

/**
 * Text of others, made harmless for a Markdown renderer: no HTML of its own, no picture. Nothing is removed: what
 * would have been HTML or a picture is read as the characters it is written with.
 */
public final class SafeMarkdown {
    // A word joiner has no width; behind "<" or "!" it keeps the renderer from seeing a tag or a picture.
    private static final String WORD_JOINER = "\u2060";
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
    private static final Pattern PICTURE = Pattern.compile("!(?=\\[)");

    private SafeMarkdown() {}

    public static String of(String text) {
        String noTags = TAG.matcher(text).replaceAll("<" + WORD_JOINER);
        return PICTURE.matcher(noTags).replaceAll("!" + WORD_JOINER);
    }
}
