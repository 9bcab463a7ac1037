package org.careloop.web;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** @param hosts the names, without ports; none for any */
    @Bean
    StrictHttpFirewall firewall(@Value("${careloop.hosts:}") Set<String> hosts) {
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
