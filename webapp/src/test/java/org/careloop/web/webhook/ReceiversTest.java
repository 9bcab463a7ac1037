package org.careloop.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages may go, by addresses that need no name server. */
class ReceiversTest {
    private final Receivers onTheWard = new Receivers(address("0.0.0.0"));
    private final Receivers atHome = new Receivers(address("127.0.0.1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://2852039166/", // the same as one number
                "http://[fe80::1]/",
                "http://0.0.0.0/",
                "http://[::]:8080/",
                "http://224.0.0.1/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://[fd00:ec2::254]/"
            })
    void noMessageGoesWhereNoReceiverIs(String url) {
        assertThatThrownBy(() -> atHome.checked(url))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no message goes to");
        assertThatThrownBy(() -> atHome.require(URI.create(url))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:54329/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"})
    void thisMachineReceivesOnlyWhereItServesNobodyElse(String url) {
        assertThatThrownBy(() -> onTheWard.checked(url)).hasMessageContaining("no message goes to");
        assertThatCode(() -> atHome.checked(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.1.2.3/hook",
                "http://192.168.1.20:8080/",
                "https://[fd12::5]/",
                "https://203.0.113.9/"
            })
    void theHospitalsOwnNetworkReceives(String url) {
        assertThat(onTheWard.checked(url)).isEqualTo(URI.create(url));
    }

    @Test
    void aLongAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> atHome.checked("https://10.0.0.1/" + "x".repeat(1 << 20)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at most 2000 characters")
                .message()
                .hasSizeLessThan(300);
    }

    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
