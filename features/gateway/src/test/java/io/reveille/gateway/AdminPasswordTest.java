package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPasswordTest {

    @Test
    void aRandomPasswordIsEasyToTypeAndNeverTheSame() throws StartException {
        Set<String> passwords = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String password = AdminPassword.random();
            assertThat(password).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}").doesNotContain("l", "o", "i");
            assertThat(AdminPassword.check(password)).isEqualTo(password);
            passwords.add(password);
        }
        assertThat(passwords).hasSize(1000);
    }

    @Test
    void theConsoleAcceptsWhatWasHashedAndNothingElse() throws Exception {
        String hash = AdminPassword.hash("correct horse battery");

        assertThat(hash).startsWith("{sha-256}").doesNotContain("correct");
        assertThat(consoleAccepts(hash, "correct horse battery")).isTrue();
        assertThat(consoleAccepts(hash, "correct horse batterz")).isFalse();
    }

    @Test
    void oneAndTheSamePasswordHasAnotherHashEachTime() {
        assertThat(AdminPassword.hash("correct horse battery"))
                .isNotEqualTo(AdminPassword.hash("correct horse battery"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "elevenchars", "пароль для консоли", "with a\ttab inside"})
    void aWeakPasswordAndOneThatABrowserCannotSendAreRefused(String password) {
        assertThatThrownBy(() -> AdminPassword.check(password))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the old")
                .hasMessageNotContaining(password);
    }

    private static boolean consoleAccepts(String stored, String typed) throws ReflectiveOperationException {
        Class<?> password = Class.forName("org.apache.felix.webconsole.internal.servlet.Password");
        Constructor<?> constructor = password.getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        Method matches = password.getDeclaredMethod("matches", byte[].class);
        matches.setAccessible(true);
        return (boolean)
                matches.invoke(constructor.newInstance(stored), (Object) typed.getBytes(StandardCharsets.UTF_8));
    }
}
