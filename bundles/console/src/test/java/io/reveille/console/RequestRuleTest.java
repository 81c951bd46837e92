package io.reveille.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRuleTest {

    private final RequestRule rule = new RequestRule(List.of("Gateway.example", "10.0.0.7", "[fd00::7]"));
    private final Map<String, String> request = new HashMap<>();

    @BeforeEach
    void toTheConsole() {
        request.put("Host", "127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "X"})
    void whatAnotherSiteMakesABrowserSendChangesNothing(String method) {
        request.put("Origin", "http://evil.example");
        assertThat(refusal(method)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.reason()).contains("http://evil.example", "127.0.0.1:8080", "Nothing was changed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void itMayLinkToAPage(String method) {
        request.put("Origin", "http://evil.example");
        request.put("Sec-Fetch-Site", "cross-site");
        assertThat(refusal(method)).isEmpty();
    }

    @Test
    void aProgramThatSaysNothingOfItselfMayChange() {
        assertThat(refusal("POST")).isEmpty();
        request.remove("Host");
        assertThat(refusal("POST")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, true",
        "none, true",
        "same-site, false",
        "cross-site, false",
        "'', false",
        "Same-Origin, false",
        "anything, false"
    })
    void theBrowserSaysWhoseDoingItIs(String site, boolean passes) {
        request.put("Sec-Fetch-Site", site);
        assertThat(refusal("POST").isEmpty()).isEqualTo(passes);
        request.put("Origin", "http://127.0.0.1:8080");
        assertThat(refusal("POST").isEmpty()).isEqualTo(passes);
        request.put("Origin", "null");
        assertThat(refusal("POST")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 127.0.0.1:8080, true",
        "http://localhost:8080, LOCALHOST:8080, true",
        "http://localhost, localhost:80, true",
        "http://localhost:80, localhost, true",
        "https://gateway.example, gateway.example:443, true",
        "https://gateway.example, Gateway.Example, true",
        "http://[::1]:8080, [::1]:8080, true",
        "https://gateway.example, gateway.example:80, false",
        "http://localhost:8080, 127.0.0.1:8080, false",
        "http://127.0.0.1:3000, 127.0.0.1:8080, false",
        "http://127.0.0.1, 127.0.0.1:8080, false",
        "http://127.0.0.1:8080.evil.example, 127.0.0.1:8080, false",
        "http://127.0.0.1:8080@evil.example, 127.0.0.1:8080, false",
        "null, localhost, false",
        "'', localhost, false",
        "::, localhost, false",
        "file://, localhost, false"
    })
    void theOriginIsTheHost(String origin, String host, boolean passes) {
        request.put("Origin", origin);
        request.put("Host", host);
        assertThat(refusal("POST").isEmpty()).isEqualTo(passes);
    }

    @Test
    void anOriginWithoutAHostIsForeign() {
        request.put("Origin", "http://127.0.0.1:8080");
        request.remove("Host");
        assertThat(refusal("POST")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:9",
                "localhost.:8080",
                "127.0.0.1",
                "127.1.2.3:65535",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:80",
                "gateway.example",
                "GATEWAY.EXAMPLE:8443",
                "10.0.0.7:8080",
                "[fd00::7]:1"
            })
    void itKnowsItsNamesAtAnyPort(String host) {
        request.put("Host", host);
        assertThat(refusal("GET")).isEmpty();
        assertThat(refusal("POST")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:8080",
                "127.0.0",
                "0127.0.0.1",
                "127.0.0.01",
                "2130706433",
                "10.0.0.8",
                "0.0.0.0",
                "[::]",
                "[fe80::1]",
                "[evil]",
                "[]",
                "localhost:",
                "localhost:80:80",
                "localhost:99999999",
                "user@localhost",
                "localhost/evil",
                "",
                " "
            })
    void byAnotherNameItIsNotReached(String host) {
        request.put("Host", host);
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            assertThat(refusal(method)).hasValueSatisfying(refusal -> {
                assertThat(refusal.status()).isEqualTo(421);
                assertThat(refusal.reason()).contains(host, "--hosts");
            });
        }
    }

    private Optional<RequestRule.Refusal> refusal(String method) {
        return rule.refusal(method, request::get);
    }
}
