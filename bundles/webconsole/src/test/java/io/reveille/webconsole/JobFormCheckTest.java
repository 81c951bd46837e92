package io.reveille.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.webconsole.spi.ValidationException;
import org.junit.jupiter.api.Test;

class JobFormCheckTest {

    private final List<Map<String, ?>> checked = new ArrayList<>();

    private final JobFormCheck form = new JobFormCheck(new DefinitionCheck() {
        @Override
        public void check(Optional<String> id, Map<String, ?> properties) {
            checked.add(properties);
            if ("bad".equals(properties.get("schedule"))) {
                throw new JobDefinitionException("schedule", "no schedule: bad, at " + id.orElse("nowhere"));
            }
        }

        @Override
        public void checkDelete(String id) throws IOException {
            if (id.endsWith("read-only")) {
                throw new IOException("Read-only file system");
            }
        }
    });

    @Test
    void aDeleteThatWouldNotLastIsRefused() throws Exception {
        form.deleteConfiguration("io.reveille.job", "io.reveille.job~a");
        form.deleteConfiguration(null, "org.example~read-only"); // somebody else's

        assertThatThrownBy(() -> form.deleteConfiguration(null, "io.reveille.job~read-only"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("still there")
                .hasMessageContaining("Read-only file system");
    }

    @Test
    void aDefinitionThatCannotBeUsedIsRefusedWithTheEnginesWords() {
        assertThatThrownBy(() -> form.updateConfiguration("io.reveille.job", "io.reveille.job~a", schedule("bad")))
                .isInstanceOf(ValidationException.class)
                .hasMessage("The field \"schedule\": no schedule: bad, at io.reveille.job~a");
    }

    @Test
    void aDefinitionThatCanBeUsedPasses() {
        assertThatCode(() -> form.updateConfiguration("io.reveille.job", "[new]", schedule("every hour")))
                .doesNotThrowAnyException();
        assertThat(checked).containsExactly(Map.of("schedule", "every hour"));
    }

    @Test
    void aRequestThatNamesNoFactoryIsCheckedByItsPid() {
        for (String pid : List.of("io.reveille.job~a", "io.reveille.job.4f8a")) {
            assertThatThrownBy(() -> form.updateConfiguration(null, pid, schedule("bad")))
                    .isInstanceOf(ValidationException.class);
        }
    }

    @Test
    void aJobByItselfIsRefused() throws Exception {
        assertThatThrownBy(() -> form.updateConfiguration(null, "io.reveille.job", schedule("every hour")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("factory io.reveille.job");
        for (String pid : List.of("io.reveille.job", "io.reveille.job~a", "io.reveille.job.a")) {
            assertThatThrownBy(() -> form.createConfiguration(pid))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining(pid)
                    .hasMessageContaining("factory");
        }
        form.createConfiguration("io.reveille");
        form.createFactoryConfiguration("io.reveille.job", null);
        assertThat(checked).isEmpty();
    }

    @Test
    void otherConfigurationsAreNoneOfItsBusiness() throws Exception {
        form.updateConfiguration(null, "org.example.other", schedule("bad"));
        form.updateConfiguration(null, "io.reveille", schedule("bad"));
        form.updateConfiguration("io.reveille.jobs", "io.reveille.jobs~a", schedule("bad"));
        assertThat(checked).isEmpty();
    }

    @Test
    void pagesOfStateAreNotListedAndAllElseIs() throws Exception {
        assertThat(form.listConfiguration("io.reveille.state", "io.reveille.state~1A"))
                .isFalse();
        assertThat(form.listConfiguration("io.reveille.job", "io.reveille.job~a"))
                .isTrue();
        assertThat(form.listConfiguration(null, "io.reveille")).isTrue();
    }

    @Test
    void pagesOfStateAreNotDeletedAndJobsAre() throws Exception {
        assertThatThrownBy(() -> form.deleteConfiguration(null, "io.reveille.state~1A"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("io.reveille.state~1A");
        form.deleteConfiguration("io.reveille.job", "io.reveille.job~a");
    }

    @SuppressWarnings("JdkObsolete") // what the console hands over
    private static Dictionary<String, Object> schedule(String text) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("schedule", text);
        return properties;
    }
}
