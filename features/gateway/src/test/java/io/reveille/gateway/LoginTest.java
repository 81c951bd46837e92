package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

class LoginTest {

    private static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    @TempDir
    Path data;

    private ConfigStore store;
    private LoginFile file;

    @BeforeEach
    void open() throws IOException {
        store = ConfigStore.open(data.resolve("config"));
        file = new LoginFile(data.resolve("login"));
    }

    @Test
    void aFirstStartThatIsCutOffBeforeThePasswordWasShownIsAFirstStartAgain() throws IOException {
        Login unseen = Login.ensure(file, store);
        assertThat(unseen.fresh()).isPresent();
        assertThat(file.file()).doesNotExist();

        Login seen = Login.ensure(file, store);
        assertThat(seen.fresh()).isPresent().isNotEqualTo(unseen.fresh());
        assertThat(seen.test("admin", seen.fresh().get())).isTrue();
        seen.keep();

        Login next = Login.ensure(file, store);
        assertThat(next.fresh()).isEmpty();
        assertThat(next.test("admin", seen.fresh().get())).isTrue();
        assertThat(next.test("admin", unseen.fresh().get())).isFalse();
        assertThat(next.test("root", seen.fresh().get())).isFalse();
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheOldOne() throws IOException {
        Login login = Login.ensure(file, store);
        login.keep();
        String first = login.fresh().orElseThrow();

        assertThat(login.apply("guessed", "correct horse battery"))
                .containsExactly(Map.entry("old", "The old password is another one. Nothing was changed."));
        assertThat(login.apply(first, "short").get("new")).contains("5 characters");
        assertThat(login.apply(first, "p\u00e4ssw\u00f6rter sind lang").get("new"))
                .contains("ASCII");
        assertThat(login.test("admin", first)).isTrue();

        assertThat(login.apply(first, "correct horse battery")).isEmpty();
        assertThat(login.test("admin", first)).isFalse();
        assertThat(login.test("admin", "correct horse battery")).isTrue();
        assertThat(Login.ensure(file, store).test("admin", "correct horse battery"))
                .isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aServicesFirstPasswordLiesBesideUntilItIsChanged() throws IOException {
        Login login = Login.ensure(file, store);
        login.show();
        login.keep();
        String first = login.fresh().orElseThrow();

        assertThat(file.first()).content().isEqualTo(first + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.first())))
                .isEqualTo("rw-------");
        Login.ensure(file, store).show();
        assertThat(file.first()).as("after the next start").content().isEqualTo(first + "\n");

        assertThat(login.apply("guessed", "correct horse battery")).isNotEmpty();
        assertThat(file.first()).exists();
        assertThat(login.apply(first, "correct horse battery")).isEmpty();
        assertThat(file.first()).doesNotExist();
    }

    @Test
    void aServicesFirstPasswordGoesWithANewOneOfTheLauncher() throws IOException {
        Login login = Login.ensure(file, store);
        login.show();
        login.keep();

        Login.change(file, store, "correct horse battery");
        assertThat(file.first()).doesNotExist();
    }

    @Test
    void onlyItsOwnerMayReadTheHash() throws IOException {
        Login.ensure(file, store).keep();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void anOlderVersionsLoginMovesOutOfTheConsolesSettings() throws IOException {
        String hash = AdminPassword.hash("correct horse battery");
        settings(Map.of("username", "root", "password", hash, "locale", "it"));

        Login login = Login.ensure(file, store);

        assertThat(login.fresh()).isEmpty();
        assertThat(login.user()).isEqualTo("root");
        assertThat(login.test("root", "correct horse battery")).isTrue();
        assertThat(felix().load(CONSOLE).get("password")).isNull();
        assertThat(felix().load(CONSOLE).get("username")).isNull();
        assertThat(felix().load(CONSOLE).get("locale")).isEqualTo("it");
        assertThat(Login.ensure(file, store).test("root", "correct horse battery"))
                .isTrue();
    }

    @Test
    void settingsWithNothingElseGo() throws IOException {
        settings(Map.of("password", AdminPassword.hash("correct horse battery")));

        assertThat(Login.ensure(file, store).test("admin", "correct horse battery"))
                .isTrue();

        assertThat(felix().exists(CONSOLE)).isFalse();
    }

    @Test
    void whatTheConsolesFormStoresLaterNeverCounts() throws IOException {
        Login.change(file, store, "correct horse battery");
        settings(Map.of("username", "root", "password", AdminPassword.hash("another one")));

        assertThat(Login.ensure(file, store).test("admin", "correct horse battery"))
                .isTrue();

        assertThat(felix().exists(CONSOLE)).isFalse();
    }

    @Test
    void theWellKnownDefaultIsNoLogin() throws IOException {
        settings(Map.of("password", "{sha-256}jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg="));

        Login login = Login.ensure(file, store);

        assertThat(login.fresh()).isPresent();
        assertThat(login.test("admin", "admin")).isFalse();
    }

    @Test
    void aNewPasswordKeepsTheUser() throws IOException {
        settings(Map.of("username", "root", "password", AdminPassword.hash("an older one")));

        assertThat(Login.change(file, store, "correct horse battery")).isEqualTo("root");

        assertThat(Login.ensure(file, store).test("root", "correct horse battery"))
                .isTrue();
    }

    @Test
    void aTornFileOfEitherKindCountsAsNone() throws IOException {
        settings(Map.of("password", AdminPassword.hash("correct horse battery")));
        Path torn = data.resolve("config").resolve(CONSOLE.replace('.', '/') + ".config");
        byte[] whole = Files.readAllBytes(torn);
        for (int length = 0; length < whole.length; length++) {
            Files.write(torn, Arrays.copyOf(whole, length));
            store.login(); // whatever is left can be read
        }
        Files.write(torn, new byte[0]);
        assertThat(store.login()).isEmpty();

        for (String text : new String[] {"", "user=admin", "password=\\u00", "password="}) {
            Files.writeString(file.file(), text);
            assertThat(file.read()).isEmpty();
            assertThat(Login.ensure(file, store).fresh()).isPresent();
        }
    }

    private void settings(Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("service.pid", CONSOLE);
        felix().store(CONSOLE, FrameworkUtil.asDictionary(all));
    }

    private FilePersistenceManager felix() {
        return new FilePersistenceManager(data.resolve("config").toString());
    }
}
