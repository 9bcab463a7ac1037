package org.careloop.web.dataset;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;
import org.careloop.run.Json;

/**
 * A file of JSON Lines.
 *
 * @param rows the objects that a row of the study gives, of the type of a row
 */
record JsonPart(String name, Class<? extends Record> rowType, List<Column> columns, Function<JudgedRow, List<?>> rows)
        implements ExportPart {

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public Rows open(OutputStream out) {
        return row -> {
            List<?> objects = rows.apply(row);
            for (Object object : objects) {
                out.write(Json.MAPPER.writeValueAsBytes(object));
                out.write('\n');
            }
            return objects.size();
        };
    }
}
