package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API does not change unnoticed, nor without the version that it asks for. With {@code -Dreveille.signatures=write} the files are
 * written if the versions are high enough; with {@code released} the versions that are there become those of the last release.
 */
class SignaturesTest {

    private static final String COMMAND =
            "mvn test -pl itests/artifacts -am -Dtest=SignaturesTest -Dsurefire.failIfNoSpecifiedTests=false -Dreveille.signatures=write";

    static Stream<String> bundles() throws Exception {
        return Project.folders("bundles").stream();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void theApiIsWhatItsFileSays(String bundle) throws Exception {
        SortedMap<String, ApiPackage> built = BuiltApi.of(bundle);
        Path file = Project.ROOT.resolve(bundle).resolve("signatures.txt");
        if (built.isEmpty()) {
            assertThat(file).as(bundle + " exports nothing").doesNotExist();
            return;
        }
        ApiChange change = new ApiChange(SignatureFile.read(file), built);
        String wish = System.getProperty("reveille.signatures", "");
        if (!wish.isEmpty()) {
            assertThat(change.tooLow())
                    .as("versions that are too low, so " + bundle + "/signatures.txt stays as it is")
                    .isEmpty();
            Files.writeString(file, SignatureFile.text(change.written(wish.equals("released"))));
        } else if (!change.described().isEmpty()) {
            fail(
                    "The API of %s is not what %s/signatures.txt says:%n%n%s%nIf it is to change so, raise the versions that are too low, and write the file by:%n  %s"
                            .formatted(bundle, bundle, change.described(), COMMAND));
        }
    }
}
