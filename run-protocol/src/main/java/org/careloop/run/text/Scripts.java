package org.careloop.run.text;

import java.util.regex.Pattern;

/** In which script a text is written. */
public final class Scripts {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private Scripts() {}

    /** Whether at least a fifth of the letters is Chinese: a Chinese text may name many drugs and tests in Latin letters. */
    public static boolean isChinese(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        return HAN.matcher(text).results().count() * 5 >= Math.max(1, letters);
    }
}
