package org.careloop.run.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML file as texts, lists and fields. Nothing is made of its tags: a no is the text "no". A value that is
 * written once and meant several times (an anchor) is refused: a few lines of them would be more than fits into memory.
 */
final class YamlReader {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(Path file) {
        this.file = file;
    }

    /** @throws BadInput when it is absent, no YAML, or no fields */
    static Yaml.Fields read(Path file) throws IOException {
        return new YamlReader(file).fields();
    }

    private Yaml.Fields fields() throws IOException {
        try {
            Node root = new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(new StringReader(text()));
            if (root != null && value(root) instanceof Yaml.Fields fields) {
                return fields;
            }
            throw BadInput.in(
                    file,
                    Phrase.of("path.no-fields", "no fields; expected model, stages and others, each with a colon"));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String problem = String.valueOf(e.getProblem());
            throw at(
                    mark == null ? 1 : mark.getLine() + 1L,
                    Phrase.filled("path.no-yaml", "not readable as YAML (%s); correct it", problem));
        } catch (YAMLException e) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "path.strange",
                            "not readable as YAML: too deep, or with characters that it does not take; write it as"
                                    + " plain text"));
        }
    }

    private String text() throws IOException {
        if (Files.isDirectory(file)) {
            throw BadInput.in(file, Phrase.of("file.directory", "a directory; expected a file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "path.large",
                                "more than %s bytes; expected some lines that describe a path",
                                MOST_BYTES));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, Phrase.of("file.absent", "the file does not exist; check its name"));
        } catch (CharacterCodingException e) {
            throw BadInput.in(file, Phrase.of("path.no-utf8", "not in UTF-8; save it as UTF-8"));
        }
    }

    private Yaml value(Node node) {
        long line = line(node);
        if (!seen.add(node)) {
            throw at(line, Phrase.of("path.anchor", "an anchor (& and *) stands here; write the value out"));
        }
        return switch (node) {
            case MappingNode mapping -> new Yaml.Fields(line, fields(mapping));
            case SequenceNode list -> {
                List<Yaml> items = new ArrayList<>();
                for (Node item : list.getValue()) {
                    items.add(value(item));
                }
                yield new Yaml.Items(line, items);
            }
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.NULL) ->
                throw at(
                        line, Phrase.of("path.nothing", "nothing is given here; give a value, or leave the field out"));
            case ScalarNode scalar -> new Yaml.Text(line, scalar.getValue());
            default -> throw at(line, Phrase.of("path.kind", "expected a text, a list or fields"));
        };
    }

    private Map<String, Yaml> fields(MappingNode mapping) {
        Map<String, Yaml> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(value(tuple.getKeyNode()) instanceof Yaml.Text key)) {
                throw at(line(tuple.getKeyNode()), Phrase.of("path.key", "expected the name of a field"));
            }
            if (fields.put(key.text(), value(tuple.getValueNode())) != null) {
                throw at(
                        key.line(),
                        Phrase.of(
                                "json.duplicate",
                                "field \"%s\" stands twice; keep one of them".formatted(key.text()),
                                key.text()));
            }
        }
        return fields;
    }

    private static long line(Node node) {
        return node.getStartMark().getLine() + 1L;
    }

    private BadInput at(long line, Phrase problem) {
        return BadInput.at(file, line, problem);
    }
}
