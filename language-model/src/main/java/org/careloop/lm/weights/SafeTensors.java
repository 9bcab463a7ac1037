package org.careloop.lm.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Phrase;

/**
 * The tensors of one safetensors file, or of all shards that an index names. Files are memory-mapped: a tensor costs
 * memory only once it is read, so that a model is never held twice. Closing unmaps; tensors that were read are copies and
 * stay.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class SafeTensors implements AutoCloseable {
    public static final String SINGLE = "model.safetensors";
    public static final String INDEX = "model.safetensors.index.json";

    private final Path origin;
    private final List<MappedFile> files;
    private final Map<String, MappedFile> places;

    private SafeTensors(Path origin, List<MappedFile> files, Map<String, MappedFile> places) {
        this.origin = origin;
        this.files = files;
        this.places = places;
    }

    /**
     * Opens the weights of a model directory: {@value #SINGLE}, or the shards of {@value #INDEX}.
     *
     * @throws BadInput when neither is there, or a file is damaged
     */
    public static SafeTensors openDirectory(Path directory) throws IOException {
        if (Files.exists(directory.resolve(SINGLE))) {
            return open(directory.resolve(SINGLE));
        }
        if (Files.exists(directory.resolve(INDEX))) {
            return openShards(directory.resolve(INDEX));
        }
        throw BadInput.in(directory, absent(directory));
    }

    private static Phrase absent(Path directory) {
        boolean pickled = Stream.of("pytorch_model.bin", "pytorch_model.bin.index.json")
                .anyMatch(name -> Files.exists(directory.resolve(name)));
        return pickled
                ? Phrase.filled(
                        "weights.pickled",
                        "no weights here; expected %s, or %s with its shards; pytorch_model.bin is not read, because it can hold programs: convert it with transformers: AutoModelForCausalLM.from_pretrained(DIR).save_pretrained(OUT)",
                        SINGLE,
                        INDEX)
                : Phrase.filled(
                        "weights.absent",
                        "no weights here; expected %s, or %s with its shards; copy all files of the model",
                        SINGLE,
                        INDEX);
    }

    /** Opens one file. */
    public static SafeTensors open(Path file) throws IOException {
        MappedFile mapped = MappedFile.open(file);
        Map<String, MappedFile> places = new LinkedHashMap<>();
        mapped.names().forEach(name -> places.put(name, mapped));
        return new SafeTensors(file, List.of(mapped), places);
    }

    /** The part of an index that matters: which file holds which tensor. */
    record ShardIndex(Map<String, String> weight_map) {}

    private static SafeTensors openShards(Path index) throws IOException {
        Map<String, String> map = Json.read(index, ShardIndex.class).weight_map();
        if (map == null || map.isEmpty() || map.containsValue(null)) {
            throw BadInput.in(
                    index,
                    Phrase.of(
                            "weights.no-map",
                            "field \"weight_map\" is missing, empty or without a file for a tensor; expected tensor names and their files: copy it again"));
        }
        Map<String, MappedFile> byFile = new TreeMap<>();
        Map<String, MappedFile> places = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> entry : map.entrySet()) {
                MappedFile file = byFile.get(entry.getValue());
                if (file == null) {
                    file = MappedFile.open(ModelDirectory.named(folder(index), entry.getValue(), index));
                    byFile.put(entry.getValue(), file);
                }
                file.require(entry.getKey());
                places.put(entry.getKey(), file);
            }
            byFile.forEach((name, file) -> requireIndexed(index, map, name, file));
        } catch (IOException | RuntimeException e) {
            byFile.values().forEach(MappedFile::close);
            throw e;
        }
        return new SafeTensors(index, new ArrayList<>(byFile.values()), places);
    }

    private static Path folder(Path index) {
        return Objects.requireNonNull(index.toAbsolutePath().getParent());
    }

    /** A shard is read whole by transformers, so that a tensor outside the index, or in two shards, would be a guess. */
    private static void requireIndexed(Path index, Map<String, String> map, String name, MappedFile file) {
        for (String tensor : file.names()) {
            if (!name.equals(map.get(tensor))) {
                String placed = map.get(tensor);
                throw BadInput.in(
                        index,
                        placed == null
                                ? Phrase.filled(
                                        "weights.unplaced",
                                        "tensor \"%s\" is in %s, the index places it nowhere; expected each tensor in the one shard of the index: copy all files of the model again",
                                        tensor,
                                        name)
                                : Phrase.filled(
                                        "weights.misplaced",
                                        "tensor \"%s\" is in %s, the index places it in %s; expected each tensor in the one shard of the index: copy all files of the model again",
                                        tensor,
                                        name,
                                        placed));
            }
        }
    }

    public Set<String> names() {
        return new LinkedHashSet<>(places.keySet());
    }

    public boolean has(String name) {
        return places.containsKey(name);
    }

    public long[] shape(String name) {
        return file(name).require(name).shape();
    }

    /** Of all tensors together. */
    public long elements() {
        return places.keySet().stream()
                .mapToLong(name -> LongStream.of(shape(name)).reduce(1, Math::multiplyExact))
                .sum();
    }

    public DType dtype(String name) {
        return file(name).require(name).dtype();
    }

    /**
     * Reads a tensor into memory of its own.
     *
     * @param expected the shape it must have
     * @throws BadInput when it is absent, has another shape or holds whole numbers where others are needed; names the file,
     *     the tensor and both sides
     */
    public Tensor read(String name, DType dtype, Device device, long... expected) {
        MappedFile file = file(name);
        DType stored = file.require(name).dtype();
        if (dtype.isFloating() && !stored.isFloating()) {
            throw BadInput.in(
                    file.path(),
                    Phrase.filled(
                            "weights.type",
                            "tensor \"%s\" is of type %s; expected F32, F16 or BF16: convert the checkpoint",
                            name,
                            stored.name()));
        }
        long[] found = file.require(name).shape();
        if (!Arrays.equals(found, expected)) {
            throw BadInput.in(
                    file.path(),
                    Phrase.filled(
                            "weights.shape",
                            "tensor \"%s\" has shape %s; expected %s (by config.json): take configuration and weights from the same model",
                            name,
                            Arrays.toString(found),
                            Arrays.toString(expected)));
        }
        return file.read(name, dtype, device);
    }

    /** Whether two tensors have the same type, shape and bytes. */
    public boolean isSame(String one, String other) {
        return file(one).bytes(one).mismatch(file(other).bytes(other)) == -1
                && dtype(one) == dtype(other)
                && Arrays.equals(shape(one), shape(other));
    }

    /** Reads a tensor as it is stored, onto the CPU. */
    public Tensor read(String name) {
        return file(name).read(name, dtype(name), Device.CPU);
    }

    private MappedFile file(String name) {
        MappedFile file = places.get(name);
        if (file == null) {
            throw BadInput.in(
                    origin,
                    Phrase.filled(
                            "weights.missing",
                            "tensor \"%s\" is missing among %s, such as \"%s\"; expected the names that config.json asks for: copy all files of the model again, or save it anew with transformers: AutoModelForCausalLM.from_pretrained(DIR).save_pretrained(OUT)",
                            name,
                            places.size(),
                            places.keySet().stream().findFirst().orElse("")));
        }
        return file;
    }

    @Override
    public void close() {
        files.forEach(MappedFile::close);
    }
}
