package io.reveille.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.SettingsCheck;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.webconsole.spi.ValidationException;
import org.junit.jupiter.api.Test;

class SettingsFormCheckTest {

    private static final SettingsCheck NONE_BELOW_TEN = settings -> {
        if (Integer.parseInt(String.valueOf(settings.get("minimum"))) < 10) {
            throw new IllegalArgumentException("the minimum is too small");
        }
    };

    private final SettingsFormCheck form = new SettingsFormCheck();

    @Test
    void settingsThatCannotBeUsedAreRefusedInTheWordsOfWhomTheyAreFor() throws Exception {
        form.addCheck(NONE_BELOW_TEN, Map.of(SettingsCheck.PID, "io.reveille.power"));
        form.updateConfiguration(null, "io.reveille.power", minimum(10));
        assertThatThrownBy(() -> form.updateConfiguration(null, "io.reveille.power", minimum(9)))
                .isInstanceOf(ValidationException.class)
                .hasMessage("the minimum is too small");
        form.removeCheck(NONE_BELOW_TEN);
        form.updateConfiguration(null, "io.reveille.power", minimum(9));
    }

    @Test
    void otherSettingsAreNoneOfItsBusiness() throws Exception {
        form.addCheck(NONE_BELOW_TEN, Map.of(SettingsCheck.PID, "io.reveille.power"));
        form.updateConfiguration(null, "org.example", minimum(1));
        form.createConfiguration("io.reveille.power");
        form.deleteConfiguration(null, "io.reveille.power");
        assertThat(form.listConfiguration(null, "io.reveille.power")).isTrue();
    }

    @SuppressWarnings("JdkObsolete") // the console gives a Dictionary
    private static Dictionary<String, Object> minimum(int value) {
        return new Hashtable<>(Map.of("minimum", value));
    }
}
