package org.careloop.ppo.answer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an interface like OpenAI's: vLLM, SGLang, Ollama, llama.cpp.
 *
 * @param address up to and with its version, such as {@code http://host:8000/v1}
 * @param model the name under which the server knows the model
 * @param key sent as a bearer token; null for none. It is in no message, file or log
 */
record Server(URI address, String model, @Nullable String key) {
    private static final Phrase EXPECTED = Phrase.of(
            "answers.server-form",
            "an address and the model's name there, such as http://127.0.0.1:8000/v1,llama-3-8b");

    /**
     * Reads what a person wrote.
     *
     * @param text address and model with a comma between them
     * @throws BadInput where it is neither
     */
    static Server parse(String text, @Nullable String key) {
        int comma = text.indexOf(',');
        if (comma < 0 || comma == text.length() - 1) {
            throw BadInput.field("server", text, EXPECTED);
        }
        return new Server(address(text.substring(0, comma), text), text.substring(comma + 1), key);
    }

    private static URI address(String written, String whole) {
        try {
            URI address = new URI(written.replaceAll("/+$", ""));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            // An address with a name and password in it would end up in files and messages.
            if (address.getHost() == null
                    || address.getUserInfo() != null
                    || !(scheme.equals("http") || scheme.equals("https"))) {
                throw BadInput.field("server", whole, EXPECTED);
            }
            return address;
        } catch (URISyntaxException e) {
            throw BadInput.field("server", whole, EXPECTED);
        }
    }

    URI chat() {
        return URI.create(address + "/chat/completions");
    }

    /** Without the key, which is nobody's to read. */
    @Override
    public String toString() {
        return address + "," + model;
    }
}
