package org.careloop.web.answers;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunSpec;

/**
 * A model behind a server with OpenAI's interface, such as vLLM, SGLang, Ollama or llama.cpp.
 *
 * @param name under which it takes part
 * @param address up to and with its version, such as {@code http://127.0.0.1:8000/v1}
 * @param model the name under which the server knows the model
 * @param keyVariable the environment variable of the workers that holds the server's key; the key itself is nowhere
 */
public record NamedServer(String name, String address, String model, Optional<String> keyVariable) {
    /** What the names of such variables begin with: a person could else have any secret of the workers sent to a server. */
    public static final String KEYS = "CARELOOP_KEY_";

    private static final Pattern KEY = Pattern.compile(KEYS + "[A-Z0-9_]{1,60}");
    private static final int LONGEST = 200;

    /** @throws BadInput where a part is missing or no such thing */
    public NamedServer {
        name = text("name", name);
        address = address(text("address", address));
        model = text("model", model);
        keyVariable = keyVariable.map(String::strip).filter(variable -> !variable.isEmpty());
        keyVariable.filter(variable -> !KEY.matcher(variable).matches()).ifPresent(variable -> {
            throw BadInput.field(
                    "key",
                    variable,
                    Phrase.filled(
                            "answers.key-variable",
                            "the name of an environment variable of the workers that begins with %s, in capital letters",
                            KEYS));
        });
    }

    private static String text(String field, String given) {
        String text = given.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw BadInput.field(
                    field,
                    given,
                    Phrase.filled("answers.server-text", "a text of 1 to %s characters", Integer.toString(LONGEST)));
        }
        return text;
    }

    private static String address(String given) {
        Phrase expected = Phrase.of(
                "answers.server-address",
                "the server's address up to and with its version, such as http://127.0.0.1:8000/v1, without a name or password in it");
        try {
            URI address = new URI(given.replaceAll("/+$", ""));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() == null
                    || address.getUserInfo() != null
                    || given.contains(",")
                    || !(scheme.equals("http") || scheme.equals("https"))) {
                throw BadInput.field("address", given, expected);
            }
            return address.toString();
        } catch (URISyntaxException e) {
            throw new BadInput(BadInput.fieldUnfit("address", given, expected), e);
        }
    }

    /** Whether the prompts stay on the machine of the workers. */
    public boolean isLoopback() {
        String host = URI.create(address).getHost().replaceAll("[\\[\\]]", "");
        return host.equalsIgnoreCase("localhost")
                || (host.matches("[0-9.]+|[0-9a-fA-F:]+")
                        && InetAddress.ofLiteral(host).isLoopbackAddress());
    }

    RunSpec.Answerer answerer() {
        return new RunSpec.Answerer(name, null, address, model, keyVariable.orElse(null));
    }
}
