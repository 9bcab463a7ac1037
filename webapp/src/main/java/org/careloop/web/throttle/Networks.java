package org.careloop.web.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network of an address, as far as one holder of it can change the address at will. */
final class Networks {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 8;

    private Networks() {}

    /**
     * The first 24 bits of an IPv4 address, the first 64 of an IPv6 address; of anything else, all of it.
     *
     * @param address as the web server names who asks
     */
    static String of(String address) {
        int scope = address.indexOf('%');
        try {
            InetAddress parsed = InetAddress.ofLiteral(scope < 0 ? address : address.substring(0, scope));
            int bytes = parsed instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES;
            byte[] network = Arrays.copyOf(Arrays.copyOf(parsed.getAddress(), bytes), parsed.getAddress().length);
            return "%s/%d".formatted(InetAddress.getByAddress(network).getHostAddress(), bytes * Byte.SIZE);
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }
}
