package io.reveille.webconsole.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.webconsole.spi.ValidationException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JdkObsolete") // dictionaries are what configurations are made of
class LoginFormCheckTest {

    private final LoginFormCheck check = new LoginFormCheck((user, password) -> false);

    @Test
    void otherSettingsOfTheConsoleAreTaken() throws ValidationException {
        Hashtable<String, Object> settings = new Hashtable<>(Map.of(
                "username",
                "admin",
                "password",
                "{sha-256}jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg=",
                "locale",
                "it"));
        check.updateConfiguration(null, LoginFormCheck.CONSOLE, settings);
        assertThat(settings).containsEntry("locale", "it");
    }

    @Test
    void anotherPasswordIsRefusedWithTheWayToSetIt() {
        for (Map<String, Object> login :
                List.<Map<String, Object>>of(Map.of("password", "secret"), Map.of("username", "root"))) {
            assertThatThrownBy(() -> check.updateConfiguration(null, LoginFormCheck.CONSOLE, new Hashtable<>(login)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("--set-password")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void otherSettingsAreLeftAlone() throws ValidationException {
        Hashtable<String, Object> settings = new Hashtable<>(Map.of("password", "secret"));
        check.updateConfiguration(null, "com.example.mail", settings);
        assertThat(settings).containsEntry("password", "secret");
    }
}
