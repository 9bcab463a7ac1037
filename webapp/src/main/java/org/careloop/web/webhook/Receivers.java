package org.careloop.web.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which addresses a webhook may use. Receivers are often in the network of a hospital, so private addresses are
 * allowed. Refused are link-local addresses, the metadata addresses of clouds, and addresses of this machine while
 * others can reach it, because a study lead is not its owner. The name is resolved again for each message, because it
 * may have changed.
 */
@Component
class Receivers {
    private static final int LONGEST = 2000;
    private static final int SHOWN = 60;
    private static final Set<String> CLOUD_KEYS =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    private final boolean ownMachine;

    Receivers(@Value("${server.address:#{null}}") @Nullable InetAddress listensOn) {
        this.ownMachine = listensOn != null && listensOn.isLoopbackAddress();
    }

    /**
     * Normalises an entered address.
     *
     * @throws BadInput when it is not http or https, or is a refused address
     */
    URI checked(String given) {
        String url = given.strip();
        URI address = parse(url);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (url.length() > LONGEST
                || !(scheme.equals("https") || scheme.equals("http"))
                || address.getHost() == null
                || address.getUserInfo() != null) {
            throw unreadable(url);
        }
        try {
            require(address);
        } catch (UnknownHostException e) {
            // The name may not exist yet; every message checks it again.
            return address;
        } catch (IOException e) {
            throw BadInput.coded(
                    "webhook.receiver",
                    "address: given \"%s\"; %s".formatted(shorten(url), e.getMessage()),
                    shorten(url));
        }
        return address;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw unreadable(url);
        }
    }

    private static BadInput unreadable(String url) {
        return BadInput.coded(
                "webhook.address",
                "address: given \"%s\", expected https://HOST/… or http://HOST/… without a password, at most %d characters"
                        .formatted(shorten(url), LONGEST),
                shorten(url));
    }

    /**
     * Checks every address that the name resolves to. Java caches the lookup for some seconds, so that the connection
     * goes to a checked address.
     *
     * @throws IOException when one is refused, or the name is unknown
     */
    void require(URI address) throws IOException {
        String host = address.getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        for (InetAddress found : InetAddress.getAllByName(name)) {
            if (!mayReceive(found)) {
                throw new IOException("no message goes to " + found.getHostAddress()
                        + ": it belongs to this machine, to its own link or to a cloud's keys");
            }
        }
    }

    private boolean mayReceive(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !CLOUD_KEYS.contains(address.getHostAddress())
                && (ownMachine || !address.isLoopbackAddress());
    }

    private static String shorten(String url) {
        return url.length() <= SHOWN ? url : url.substring(0, SHOWN) + "…";
    }
}
