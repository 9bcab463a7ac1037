package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TrustedHostsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', false",
        "::1, '', false",
        "192.0.2.1, '', true",
        "0.0.0.0, '', true",
        ", '', true",
        "192.0.2.1, care.example.org, false"
    })
    void whoListensBeyondTheMachineAndTakesAnyNameIsWarned(
            @Nullable String address, String hosts, boolean warned, CapturedOutput output) {
        new TrustedHosts()
                .firewall(
                        hosts.isEmpty() ? Set.of() : Set.of(hosts),
                        address == null ? null : InetAddress.ofLiteral(address));
        assertThat(output.getAll().contains("set careloop.hosts")).isEqualTo(warned);
    }
}
