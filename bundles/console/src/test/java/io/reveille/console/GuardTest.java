package io.reveille.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private final Guard guard = new Guard();
    private final Map<String, String> request = new HashMap<>();

    @BeforeEach
    void ofThePageItself() {
        request.put("Host", "127.0.0.1:8080");
        request.put("Origin", "http://127.0.0.1:8080");
        request.put(Guard.TOKEN, guard.token());
    }

    @Test
    void aRequestOfThePageItselfPasses() {
        assertThat(refusal()).isEmpty();
    }

    @Test
    void soDoesOneThroughATunnelOrAProxyThatEndsTls() {
        request.put("Host", "Gateway.example");
        request.put("Origin", "https://gateway.example");
        assertThat(refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://127.0.0.1:8081",
                "http://127.0.0.1",
                "http://127.0.0.1:8080.evil.example",
                "http://127.0.0.1:8080@evil.example",
                "null",
                "",
                "::"
            })
    void oneFromElsewhereIsRefusedEvenWithTheToken(String origin) {
        request.put("Origin", origin);
        assertThat(refusal())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(origin)
                        .contains("127.0.0.1:8080")
                        .contains("Nothing was changed"));
    }

    @Test
    void aProgramNeedsTheTokenOrABodyThatNoFormSends() {
        request.remove("Origin");
        assertThat(refusal()).isEmpty();
        request.remove(Guard.TOKEN);
        assertThat(refusal()).hasValueSatisfying(why -> assertThat(why).contains("application/json", "Nothing was"));
        for (String json : List.of("application/json", "Application/JSON; charset=utf-8", " application/json ;x")) {
            request.put("Content-Type", json);
            assertThat(refusal()).isEmpty();
        }
        for (String other : List.of(
                "text/plain",
                "text/plain; application/json",
                "application/jsonp",
                "application/x-www-form-urlencoded",
                "")) {
            request.put("Content-Type", other);
            assertThat(refusal()).isPresent();
        }
    }

    @Test
    void jsonFromAnotherSiteIsRefused() {
        request.remove(Guard.TOKEN);
        request.put("Content-Type", "application/json");
        assertThat(refusal()).isEmpty();
        request.put("Sec-Fetch-Site", "same-site");
        assertThat(refusal()).isPresent();
        request.remove("Sec-Fetch-Site");
        request.put("Origin", "http://evil.example");
        assertThat(refusal()).isPresent();
    }

    @Test
    void anOriginWithoutAHostIsRefused() {
        request.remove("Host");
        assertThat(refusal()).isPresent();
    }

    @Test
    void oneWithoutTheTokenOrWithAnothersIsRefused() {
        request.put(Guard.TOKEN, new Guard().token());
        assertThat(refusal()).hasValueSatisfying(why -> assertThat(why).contains("Nothing was changed"));
        request.remove(Guard.TOKEN);
        assertThat(refusal()).isPresent();
    }

    private Optional<String> refusal() {
        return guard.refusal(request::get);
    }
}
