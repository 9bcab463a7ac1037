package org.careloop.web.dataset;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.Json;

/**
 * What lies beside the rows of an export for those who read them: a dictionary for people, the head of a README for the
 * library datasets, the registration for LLaMA-Factory. Only files that have rows are named to programs.
 */
final class FolderNotes {
    static final String DICTIONARY = "dictionary.md";
    static final String README = "README.md";
    static final String DATASET_INFO = "dataset_info.json";

    private FolderNotes() {}

    /**
     * The notes by their names.
     *
     * @param files the parts that have rows, each with the name of its file
     */
    static Map<String, byte[]> of(ExportFormat format, Map<ExportPart, String> files) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(DICTIONARY, Column.dictionary(format.parts()));
        notes.put(README, readme(format, files));
        if (format.hasDatasetInfo()) {
            notes.put(
                    DATASET_INFO, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(info(files)) + "\n");
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        notes.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static String readme(ExportFormat format, Map<ExportPart, String> files) {
        String head = files.entrySet().stream()
                .map(file -> config(file.getKey(), file.getValue()))
                .collect(Collectors.joining("", "---\nconfigs:\n", "---\n\n"));
        return (files.isEmpty() ? "" : head) + """
                # CareLoop export: %s

                `dictionary.md` says what each column means, `manifest.json` how many rows there are, what was left out and
                why, and the SHA-256 of each file. A file without rows is left out; the manifest counts it with 0.

                %s
                """.formatted(format.label(), use(files));
    }

    private static String use(Map<ExportPart, String> files) {
        if (files.isEmpty()) {
            return "There are no rows.";
        }
        return files.keySet().stream()
                .map(part -> "    datasets.load_dataset(FOLDER, \"%s\", split=\"train\")".formatted(part.name()))
                .collect(Collectors.joining("\n", "With this folder, unpacked, as FOLDER:\n\n", ""));
    }

    /** Parquet says its types itself. */
    private static String config(ExportPart part, String file) {
        String config = """
                - config_name: %s
                  data_files:
                  - split: train
                    path: %s
                """.formatted(part.name(), Json.MAPPER.writeValueAsString(file));
        if (part instanceof ParquetPart) {
            return config;
        }
        return LoaderFeatures.of(part).stream()
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining("", config + "  features:\n", ""));
    }

    /** Each file of turns under a name of its own, with what LLaMA-Factory needs to know to read it. */
    private static Map<String, Object> info(Map<ExportPart, String> files) {
        Map<String, Object> info = new LinkedHashMap<>();
        files.forEach((part, file) -> {
            if (part.equals(LlamaFactoryRows.PREFERENCES)) {
                Map<String, Object> entry =
                        entry(file, Map.of("messages", "conversations", "chosen", "chosen", "rejected", "rejected"));
                entry.put("ranking", true);
                info.put("careloop_preferences", entry);
            } else if (part.equals(LlamaFactoryRows.KTO)) {
                info.put("careloop_kto", entry(file, Map.of("messages", "conversations", "kto_tag", "label")));
            }
        });
        return info;
    }

    private static Map<String, Object> entry(String file, Map<String, String> columns) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file_name", file);
        entry.put("formatting", "sharegpt");
        entry.put("columns", columns);
        return entry;
    }
}
