package org.careloop.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.template.ChatTemplate;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.corpus.TextUnit;
import org.careloop.run.mixture.Mixture;
import org.careloop.web.backup.BackupReader;
import org.careloop.web.backup.Manifest;
import org.careloop.web.backup.Passphrase;
import org.careloop.web.backup.RestoreFolder;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.RowSink;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.Layouts;

/** A reader of files that people bring, and the sound files that are damaged for it; these lie in {@code src/test/corpus}. */
enum Target {
    IMPORT("rows", Target::importRows),
    WORKBOOK("sheets", (file, folder) -> importRows(packed(file, folder), folder)),
    SAFETENSORS("safetensors", Target::tensors),
    INDEX("index", Target::shards),
    CONFIG("config", (file, folder) -> ModelConfig.read(placed(file, folder, "config.json"))),
    TOKENIZER("tokenizer", Target::tokenizer),
    TEMPLATE("template", Target::template),
    LINES("lines", (file, folder) -> JsonLines.forEach(file, Prompt.class, row -> {})),
    TEXTS("texts", Target::texts),
    MIXTURE("mixture", (file, folder) -> Mixture.read(file).from(folder).places()),
    RUN("run", Target::run),
    BACKUP("backup", Target::backup);

    private static final String TEXT = "How long may I take 200 mg of ibuprofen?\n\n  孕晚期，3 days -- don't   ";

    private final String folder;
    private final Reader reader;

    Target(String folder, Reader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    private interface Reader {
        void read(Path file, Path folder) throws IOException;
    }

    /** Reads a file in an empty folder of its own. */
    void read(Path file, Path folder) throws IOException {
        reader.read(file, folder);
    }

    List<byte[]> corpus() {
        Path place = Path.of(System.getProperty("careloop.root"), "src/test/corpus", folder);
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().map(Target::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path placed(Path file, Path folder, String name) throws IOException {
        Files.move(file, folder.resolve(name));
        return folder;
    }

    /** As rows, and as plain text divided in each way. */
    private static void texts(Path file, Path folder) throws IOException {
        Path plain = Files.copy(file, folder.resolve("plain.txt"));
        Path rows = Files.move(file, folder.resolve("rows.jsonl"));
        texts(new TextFile(rows), TextUnit.FILE);
        for (TextUnit unit : TextUnit.values()) {
            texts(new TextFile(plain), unit);
        }
    }

    private static void texts(TextFile file, TextUnit unit) throws IOException {
        try (Documents documents = Documents.open(file, unit, 0, 1)) {
            for (Document next = documents.next(); next != null; next = documents.next()) {
                next.isBlank();
            }
        }
    }

    private static void importRows(Path file, Path folder) throws IOException {
        ImportReader.read(ImportFile.of(file), part -> new RowSink() {
            @Override
            public void row(SourceRow at, Layouts.Read row) {
                row.row().prompt();
            }

            @Override
            public void refused(SourceRow at, BadRow why) {
                why.problem();
            }
        });
    }

    /** The XML of a sheet in a workbook whose other parts are sound. */
    private static Path packed(Path sheet, Path folder) throws IOException {
        boolean ods = new String(Files.readAllBytes(sheet), StandardCharsets.ISO_8859_1).contains("opendocument");
        Path workbook = folder.resolve("workbook.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(workbook))) {
            for (Map.Entry<String, String> part : (ods ? ODS : XLSX).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(
                        part.getValue().isEmpty()
                                ? Files.readAllBytes(sheet)
                                : part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return workbook;
    }

    private static final Map<String, String> ODS =
            Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "");

    private static final Map<String, String> XLSX = Map.of(
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"one\" r:id=\"r1\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/one.xml\"/></Relationships>",
            "xl/sharedStrings.xml",
            "<sst><si><t>Question</t></si><si><r><t>an</t></r><r><t>swer</t></r></si></sst>",
            "xl/styles.xml",
            "",
            "xl/worksheets/one.xml",
            "");

    private static void tensors(Path file, Path folder) throws IOException {
        try (SafeTensors weights = SafeTensors.open(file);
                Scope scope = Scope.open()) {
            weights.elements();
            for (String name : weights.names()) {
                weights.read(name);
            }
        }
    }

    private static void shards(Path file, Path folder) throws IOException {
        for (byte[] shard : SAFETENSORS.corpus()) {
            Files.write(folder.resolve("one.safetensors"), shard);
        }
        SafeTensors.openDirectory(placed(file, folder, SafeTensors.INDEX)).close();
    }

    private static void tokenizer(Path file, Path folder) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(placed(file, folder, "tokenizer.json"));
        tokenizer.decode(tokenizer.encode(TEXT, true), true);
        ChatFormat.load(folder, tokenizer);
    }

    private static void template(Path file, Path folder) throws IOException {
        ChatTemplate.parse(Files.readString(file, StandardCharsets.ISO_8859_1), Clock.systemUTC())
                .render(Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", TEXT)),
                        "bos_token",
                        "<s>",
                        "eos_token",
                        "</s>",
                        "add_generation_prompt",
                        true));
    }

    /** Verified, and where that succeeds written to a data directory. */
    private static void backup(Path file, Path folder) throws IOException {
        Optional<Passphrase> passphrase =
                BackupReader.isSealed(file) ? Optional.of(new Passphrase("of the corpus")) : Optional.empty();
        BackupReader backup = new BackupReader(file, passphrase, (done, total, what) -> {});
        Manifest manifest = backup.verify();
        RestoreFolder data = RestoreFolder.empty(folder.resolve("data"));
        data.requireRoom(manifest, true);
        data.begin();
        data.writeFiles(backup, manifest);
    }

    private static void run(Path file, Path folder) throws IOException {
        RunDirectory run = new RunDirectory(folder);
        for (Path place : List.of(run.spec(), run.status(), run.metrics())) {
            Files.copy(file, place);
        }
        MetricLog.read(run.metrics());
        try {
            run.readSpec();
        } finally {
            run.readStatus();
        }
    }
}
