package org.careloop.web.dataset.identifiers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.careloop.run.Vote.ResponseFlag;
import org.careloop.run.identifier.Identifier;
import org.careloop.run.identifier.IdentifierSearch;
import org.careloop.run.identifier.MaskedText;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.ImportedRow;

/** The identifiers in the texts of one row, and the row with placeholders in place of those that are to be masked. */
public final class RowIdentifiers {
    private final ImportedRow row;
    private final List<String> fields = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<List<Identifier>> found;

    private RowIdentifiers(ImportedRow row) {
        this.row = row;
        new RowWalk(
                        (field, text) -> {
                            fields.add(field);
                            texts.add(text);
                            return text;
                        },
                        flag -> {
                            if (flag.quote() != null && !isCopied(flag)) {
                                fields.add("flags");
                                texts.add(flag.quote());
                            }
                            return flag;
                        })
                .through(row);
        this.found = IdentifierSearch.inAll(texts);
    }

    public static RowIdentifiers in(ImportedRow row) {
        return new RowIdentifiers(row);
    }

    public boolean isEmpty() {
        return found.stream().allMatch(List::isEmpty);
    }

    /** Hands on each in place, with what is decided on it. */
    public void forEach(SourceRow at, IdentifierChoice choice, Consumer<FoundIdentifier> take) {
        for (int i = 0; i < texts.size(); i++) {
            for (Identifier each : found.get(i)) {
                String text = texts.get(i);
                take.accept(FoundIdentifier.of(at, fields.get(i), text, each, choice.of(each.kind(), each.in(text))));
            }
        }
    }

    /** Whether the quote of a flag stands in its response where the flag says. */
    private boolean isCopied(ResponseFlag flag) {
        return flag.quote() != null
                && flag.start() != null
                && flag.start() >= 0
                && flag.response() >= 0
                && flag.response() < row.responses().size()
                && row.responses().get(flag.response()).startsWith(flag.quote(), flag.start());
    }

    /** The row with placeholders. The same identifier has the same number throughout the row. */
    public ImportedRow masked(IdentifierChoice choice) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        List<MaskedText> masked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            masked.add(MaskedText.of(
                    text,
                    found.get(i).stream()
                            .filter(each -> choice.of(each.kind(), each.in(text)) == IdentifierAction.MASK)
                            .toList(),
                    each -> numbers.computeIfAbsent(
                            IdentifierChoice.key(each.kind(), each.in(text)),
                            key -> counts.merge(each.kind().label(), 1, Integer::sum))));
        }
        Iterator<MaskedText> next = masked.iterator();
        int first = row.prompt().size();
        List<MaskedText> responses = IntStream.range(
                        first, first + row.responses().size())
                .mapToObj(masked::get)
                .toList();
        return new RowWalk((field, text) -> next.next().text(), flag -> flag(flag, responses, next)).through(row);
    }

    private ResponseFlag flag(ResponseFlag flag, List<MaskedText> responses, Iterator<MaskedText> next) {
        if (flag.quote() == null) {
            return flag;
        }
        Integer from = flag.start();
        if (from == null || !isCopied(flag)) {
            return new ResponseFlag(flag.response(), flag.kind(), next.next().text(), from);
        }
        MaskedText response = responses.get(flag.response());
        int start = response.startOf(from);
        int end = response.endOf(from + flag.quote().length());
        return new ResponseFlag(flag.response(), flag.kind(), response.text().substring(start, end), start);
    }
}
