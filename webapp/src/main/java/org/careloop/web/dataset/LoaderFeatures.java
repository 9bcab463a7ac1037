package org.careloop.web.dataset;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.Comparison;
import org.careloop.run.Strength;
import org.careloop.run.Vote;

/**
 * The types of a file's fields as the library datasets reads them in the head of a README: {@code name} with {@code dtype},
 * {@code list} or {@code struct}. With them a field has its type even where no row of the file uses it.
 */
final class LoaderFeatures {
    private static final String INDENT = "  ";

    /** An absent number is an empty cell of a table, which pandas holds only in a column of numbers with a point. */
    private final String absentNumber;

    private LoaderFeatures(String absentNumber) {
        this.absentNumber = absentNumber;
    }

    /** Lines of YAML, an entry for each field of the file's rows. */
    static List<String> of(ExportPart part) {
        LoaderFeatures features = new LoaderFeatures(part.isTable() ? "float64" : "int64");
        List<String> lines = new ArrayList<>();
        if (part.rowType() == Comparison.class) {
            lines.addAll(features.field("format_version", int.class, ""));
        }
        lines.addAll(features.fields(part.rowType(), ""));
        return lines;
    }

    /** Answers that were replaced have none that they replaced, so {@code without} ends what would go on for ever. */
    private List<String> fields(Class<?> row, String without) {
        List<String> lines = new ArrayList<>();
        for (RecordComponent component : row.getRecordComponents()) {
            String name = Columns.nameInFile(component);
            if (!name.equals(without)) {
                lines.addAll(field(name, component.getGenericType(), row == Vote.class ? name : ""));
            }
        }
        return lines;
    }

    private List<String> field(String name, Type type, String without) {
        List<String> lines = new ArrayList<>(List.of("- name: " + name));
        value(type, without).forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    private List<String> value(Type type, String without) {
        if (type instanceof ParameterizedType some) {
            return some.getRawType() == Map.class
                    ? nested("list:", keyed(some.getActualTypeArguments()[0] == String.class))
                    : list(some.getActualTypeArguments()[0], without);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? nested("struct:", fields(plain, without)) : List.of("dtype: " + scalar(plain));
    }

    private List<String> list(Type of, String without) {
        return of instanceof Class<?> plain && !plain.isRecord()
                ? List.of("list: " + scalar(plain))
                : nested("list:", fields((Class<?>) of, without));
    }

    /** Maps stand in files as lists of objects. */
    private static List<String> keyed(boolean criteria) {
        return criteria
                ? List.of("- name: criterion", "  dtype: string", "- name: verdict", "  dtype: string")
                : List.of("- name: response", "  dtype: int64", "- name: text", "  dtype: string");
    }

    private static List<String> nested(String head, List<String> inside) {
        List<String> lines = new ArrayList<>(List.of(head));
        lines.addAll(inside);
        return lines;
    }

    private String scalar(Class<?> type) {
        if (type == Double.class || type == double.class) {
            return "float64";
        }
        if (type == boolean.class) {
            return "bool";
        }
        if (type == int.class) {
            return "int64";
        }
        boolean whole = type == Integer.class || type == Long.class || type == Strength.class;
        return whole ? absentNumber : "string";
    }
}
