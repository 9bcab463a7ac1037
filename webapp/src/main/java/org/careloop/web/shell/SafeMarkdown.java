package org.careloop.web.shell;

import java.util.regex.Pattern;

/**
 * Makes untrusted text safe for a Markdown renderer: HTML, images and formulas in it are not rendered. Nothing is removed;
 * they are shown as the characters that they are written with.
 */
public final class SafeMarkdown {
    // A word joiner has no width; after "<" or "!" it keeps the renderer from parsing a tag or an image.
    private static final String WORD_JOINER = "\u2060";
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
    private static final Pattern PICTURE = Pattern.compile("!(?=\\[)");

    private SafeMarkdown() {}

    public static String of(String text) {
        return Formulas.escaped(text, SafeMarkdown::withoutHtml);
    }

    /** Whether a text can be read back from its Markdown by leaving out the word joiners. */
    public static boolean isReadable(String text) {
        return withoutHtml(text).equals(of(text)) && !text.contains(WORD_JOINER);
    }

    private static String withoutHtml(String text) {
        String noTags = TAG.matcher(text).replaceAll("<" + WORD_JOINER);
        return PICTURE.matcher(noTags).replaceAll("!" + WORD_JOINER);
    }
}
