package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.run.Metrics;

/**
 * The model card that lies beside a checkpoint as {@code README.md}: front matter for the Hugging Face hub, a title, and
 * sections of text, tables and code. Each kind of run fills one.
 *
 * <pre>{@code
 * ModelCard card = new ModelCard("Policy of run 7").front("tags", List.of("careloop"));
 * card.section("Data").facts().row("prompts", 40);
 * card.write(directory);
 * }</pre>
 *
 * <p>Values of the front matter, headings and cells may hold what people typed, so they are escaped here. Running text and
 * code are not escaped: callers pass Markdown of their own.
 */
public final class ModelCard {
    private static final String FILE = "README.md";

    private final FrontMatter front = new FrontMatter();
    private final String title;
    private final List<Object> blocks = new ArrayList<>();

    public ModelCard(String title) {
        this.title = Markdown.inline(title);
    }

    /** Adds a field of the front matter. */
    public ModelCard front(String field, String value) {
        front.put(field, value);
        return this;
    }

    /** Adds a field of the front matter that is a list. */
    public ModelCard front(String field, List<String> values) {
        front.put(field, values);
        return this;
    }

    /** Begins a section. */
    public ModelCard section(String heading) {
        blocks.add("## " + Markdown.inline(heading));
        return this;
    }

    /** Adds Markdown without escaping it: paragraphs, lists, code. */
    public ModelCard text(String markdown) {
        blocks.add(markdown.strip());
        return this;
    }

    /** Adds a block of code. */
    public ModelCard code(String language, String code) {
        blocks.add(Markdown.block(language, code));
        return this;
    }

    /** Adds a table of names and values, without column heads. */
    public CardTable facts() {
        return table("", "");
    }

    /** Adds a table with column heads and returns it, for its rows to be added. */
    public CardTable table(String... heads) {
        CardTable table = new CardTable(List.of(heads));
        blocks.add(table);
        return table;
    }

    /** All settings of a run as text, by name, defaults included. */
    public static Map<String, String> settings(Record settings) {
        Map<String, String> values = new TreeMap<>();
        Json.MAPPER
                .valueToTree(settings)
                .forEachEntry(
                        (name, value) -> values.put(name, value.isContainer() ? value.toString() : value.asString()));
        return values;
    }

    /** The figures of a step as text of four digits, by name, without those that differ whenever a run is repeated. */
    public static Map<String, String> figures(Map<String, Double> metrics) {
        Map<String, String> figures = new TreeMap<>();
        Metrics.untimed(metrics).forEach((name, value) -> figures.put(name, String.format(Locale.ROOT, "%.4g", value)));
        return figures;
    }

    /** Writes {@code README.md} into the directory of the checkpoint. */
    public void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), text());
    }

    /** The whole card. */
    public String text() {
        StringBuilder card = new StringBuilder(front.text()).append("# ").append(title);
        blocks.forEach(block -> card.append("\n\n").append(block));
        return card.append('\n').toString();
    }
}
