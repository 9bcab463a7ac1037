package org.careloop.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * By which names CareLoop may be called. A request with another {@code Host} is refused: links would be made of it, and a
 * stranger's name that points to this machine would make a stranger's page one of ours.
 */
@Configuration
class TrustedHosts {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedHosts.class);

    /**
     * @param hosts the names, without ports; none for any
     * @param address on which the web server listens; all of the machine's when it is not given
     */
    @Bean
    StrictHttpFirewall firewall(
            @Value("${careloop.hosts:}") Set<String> hosts,
            @Value("${server.address:#{null}}") @Nullable InetAddress address) {
        if (hosts.isEmpty() && (address == null || !address.isLoopbackAddress())) {
            LOG.warn("CareLoop listens beyond this machine and takes any Host; set careloop.hosts to the names by which"
                    + " it is called");
        }
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (!hosts.isEmpty()) {
            Set<String> names = hosts.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
            firewall.setAllowedHostnames(given -> names.contains(given.toLowerCase(Locale.ROOT)));
        }
        return firewall;
    }
}
