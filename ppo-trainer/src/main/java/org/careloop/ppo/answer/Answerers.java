package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.AskingSettings;
import org.jspecify.annotations.Nullable;

/** Opens models that answer. */
public final class Answerers {
    private Answerers() {}

    /**
     * Opens all of them, in the order named. Weights are loaded later.
     *
     * @param folder that relative directories start from
     * @param base of adapters that do not say theirs
     * @throws BadInput when there are fewer than two, when two are the same, or one cannot be asked
     */
    static List<AnsweringModel> open(
            List<RunSpec.Answerer> named, Path folder, @Nullable Path base, AnswerSettings settings)
            throws IOException {
        refuseTooFew(named);
        refuseSame(named);
        List<AnsweringModel> models = new ArrayList<>();
        for (RunSpec.Answerer one : named) {
            models.add(open(one, folder, base, settings));
        }
        return models;
    }

    /**
     * Opens a model. Weights are loaded later.
     *
     * @param folder that relative directories start from
     * @param base of an adapter that does not say its own
     * @throws BadInput when it cannot be asked
     */
    public static AnsweringModel open(RunSpec.Answerer one, Path folder, @Nullable Path base, AskingSettings settings)
            throws IOException {
        // Between two tries of a request; tests wait by a clock of their own.
        return open(one, folder, base, settings, time -> Thread.sleep(time));
    }

    /** @param pause waits between two tries of a request to a server */
    public static AnsweringModel open(
            RunSpec.Answerer one, Path folder, @Nullable Path base, AskingSettings settings, Patience.Pause pause)
            throws IOException {
        String directory = one.directory();
        return directory == null
                ? new ServerModel(
                        one.name(), Server.parse(one.source(), key(one)), settings, InstantSource.system(), pause)
                : new CheckpointModel(
                        one.name(), ModelSource.of(folder.resolve(directory), base), settings, InstantSource.system());
    }

    /**
     * A model behind a server.
     *
     * @param written address and the model's name there, with a comma between them
     * @param keyVariable the environment variable that holds the key
     * @throws BadInput where it is neither
     */
    public static RunSpec.Answerer server(String name, String written, @Nullable String keyVariable) {
        Server server = Server.parse(written, null);
        return new RunSpec.Answerer(name, null, server.address().toString(), server.model(), keyVariable);
    }

    private static @Nullable String key(RunSpec.Answerer one) {
        String variable = one.keyVariable();
        if (variable == null) {
            return null;
        }
        String key = System.getenv(variable);
        if (key == null || key.isBlank()) {
            throw BadInput.field(
                    "key",
                    one.name() + "=" + variable,
                    Phrase.of(
                            "answers.key",
                            "the name of an environment variable that holds the key; this one is empty"));
        }
        return key;
    }

    private static void refuseTooFew(List<RunSpec.Answerer> named) {
        if (named.size() < 2) {
            throw BadInput.coded(
                    "answers.too-few",
                    "%d models were named; a comparison needs two or more".formatted(named.size()),
                    named.size());
        }
    }

    /** The same model twice would be compared with itself. */
    private static void refuseSame(List<RunSpec.Answerer> named) {
        Set<String> names = new HashSet<>();
        Map<String, String> bySource = new LinkedHashMap<>();
        for (RunSpec.Answerer one : named) {
            if (!names.add(one.name())) {
                throw BadInput.field("model", one.name(), Phrase.of("answers.name", "a name that no other model has"));
            }
            String other = bySource.putIfAbsent(one.source(), one.name());
            if (other != null) {
                throw BadInput.coded(
                        "answers.same-model",
                        "\"%s\" and \"%s\" are the same model (%s); name another one"
                                .formatted(other, one.name(), one.source()),
                        other,
                        one.name(),
                        one.source());
            }
        }
    }
}
