package org.careloop.web.verdict;

/** Text and tags of a page, escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** What is already HTML. */
    Html raw(String html) {
        text.append(html);
        return this;
    }

    /** An element that holds a text. */
    Html element(String tag, String content) {
        return raw("<" + tag + ">").raw(escaped(content)).raw("</" + tag.split(" ", 2)[0] + ">\n");
    }

    /** A row of a table. */
    Html row(String cell, String... contents) {
        raw("<tr>");
        for (String content : contents) {
            element(cell, content);
        }
        return raw("</tr>\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
