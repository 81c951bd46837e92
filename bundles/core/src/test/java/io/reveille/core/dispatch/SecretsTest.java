package io.reveille.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.core.dispatch.Secrets.Resolved;
import io.reveille.core.dispatch.Secrets.SecretException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("secrets.properties");
        Files.writeString(file, "# ours\nftp=s3cret\nmqtt.user-1 = Grüße \nempty=\nodd=$1\\\\E[a-z]+\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${secret:ftp}                   | s3cret
            ftp://me:${secret:ftp}@host     | ftp://me:s3cret@host
            ${secret:ftp}${secret:odd}      | s3cret$1\\E[a-z]+
            <${secret:mqtt.user-1}>         | <Grüße >
            %{secret:ftp}                   | s3cret
            a%{secret:ftp}${secret:ftp}b    | as3crets3cretb
            %%{secret:ftp}                  | %{secret:ftp}
            %${secret:ftp}$%{secret:ftp}    | %s3cret$s3cret
            %25%{secret:ftp}                | %25s3cret
            $${secret:ftp}                  | ${secret:ftp}
            a $${secret:no such} b          | a ${secret:no such} b
            $$${secret:ftp}                 | $${secret:ftp}
            $ {secret:ftp} ${ftp} secret:   | $ {secret:ftp} ${ftp} secret:
            """)
    void aReferenceIsReplacedWhereverItStands(String argument, String resolved) throws Exception {
        assertThat(resolve(Map.of("a", argument)).arguments()).isEqualTo(Map.of("a", resolved));
    }

    @Test
    void listsAndMapsAreResolvedThroughoutButNotTheirKeys() throws Exception {
        Map<String, Object> arguments = Map.of(
                "unit",
                3L,
                "on",
                true,
                "${secret:ftp}",
                List.of("x", List.of("${secret:ftp}"), Map.of("deep", "<${secret:ftp}>", "n", 1.5)));
        Map<String, Object> resolved = resolve(arguments).arguments();
        assertThat(resolved)
                .isEqualTo(Map.of(
                        "unit",
                        3L,
                        "on",
                        true,
                        "${secret:ftp}",
                        List.of("x", List.of("s3cret"), Map.of("deep", "<s3cret>", "n", 1.5))));
        assertThatThrownBy(() -> resolved.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aChangedSecretCountsAtOnce() throws Exception {
        Secrets secrets = new Secrets(file);
        Map<String, Object> arguments = Map.of("a", "${secret:ftp}");
        assertThat(secrets.resolve(arguments).arguments()).containsEntry("a", "s3cret");
        Files.writeString(file, "ftp=other");
        assertThat(secrets.resolve(arguments).arguments()).containsEntry("a", "other");
    }

    @Test
    void withoutAReferenceNoFileIsNeeded() throws Exception {
        Map<String, Object> arguments = Map.of("a", "b", "c", "$${secret:ftp}");
        Resolved resolved = Secrets.of(null).resolve(arguments);
        assertThat(resolved.arguments()).isEqualTo(Map.of("a", "b", "c", "${secret:ftp}"));
        assertThat(resolved.mask()).isSameAs(Mask.NONE);
        assertThat(new Secrets(folder.resolve("gone")).resolve(arguments)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "empty", "FTP"})
    void aMissingSecretIsNamedWithTheFile(String name) {
        refused(
                new Secrets(file),
                name,
                "there is no secret " + name + ": it is not in " + file + ", or is empty there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${secret:}",
                "%{secret:}",
                "%{secret:ftp",
                "${secret:a b}",
                "${secret:ftp",
                "${secret:é}",
                "${secret:${secret:ftp}}"
            })
    void whatNamesNoSecretIsRefused(String argument) {
        assertThatThrownBy(() -> resolve(Map.of("a", argument)))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("no name of a secret; expected 1 to 64 of");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        refused(
                Secrets.of(" "),
                "ftp",
                "there is no secret ftp: the framework property reveille.secrets names no file");
        Path gone = folder.resolve("gone");
        refused(Secrets.of(gone.toString()), "ftp", "there is no secret ftp: there is no file " + gone);
        refused(new Secrets(folder), "ftp", "there is no secret ftp: the file " + folder + " cannot be read: ");
        Files.writeString(file, "ftp=s3cret\nother=s3cret\\uXYZ");
        String unreadable = "there is no secret ftp: the file " + file + " is not written as NAME=value in UTF-8";
        refused(new Secrets(file), "ftp", unreadable);
        Files.write(file, "ftp=Grüße".getBytes(StandardCharsets.ISO_8859_1));
        refused(new Secrets(file), "ftp", unreadable);
        Files.writeString(file, "ftp=" + "x".repeat(SecretFile.MAX_BYTES - 3));
        refused(new Secrets(file), "ftp", "there is no secret ftp: the file " + file + " is larger than 65536 bytes");
        Files.writeString(file, "ftp=" + "x".repeat(SecretFile.MAX_BYTES - 4));
        refused(
                Secrets.of("a\0b"),
                "ftp",
                "there is no secret ftp: the framework property reveille.secrets is \"a\0b\"; expected the path of a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw-----w-"})
    void aFileThatOthersMayWriteIsNotTrusted(String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        refused(
                new Secrets(file),
                "ftp",
                "there is no secret ftp: the file " + file + " is not trusted: others than its owner may write to "
                        + file + "; \"chmod go-w " + file + "\" helps");
    }

    @Test
    void nothingPrintsASecret() throws Exception {
        Resolved resolved = resolve(Map.of("a", "${secret:ftp}"));
        assertThat(resolved).hasToString("arguments with a mask for 1 secrets");
    }

    @Test
    void theMaskKnowsWhatWasUsed() throws Exception {
        Mask mask = resolve(Map.of("a", "${secret:ftp}", "b", "${secret:odd}")).mask();
        assertThat(mask.apply("login s3cret failed at $1\\E[a-z]+, Grüße "))
                .isEqualTo("login %{secret:ftp} failed at %{secret:odd}, Grüße ");
    }

    private Resolved resolve(Map<String, Object> arguments) throws SecretException {
        return new Secrets(file).resolve(arguments);
    }

    private static void refused(Secrets secrets, String name, String message) {
        assertThatThrownBy(() -> secrets.resolve(Map.of("a", "${secret:" + name + "}")))
                .isInstanceOf(SecretException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }
}
