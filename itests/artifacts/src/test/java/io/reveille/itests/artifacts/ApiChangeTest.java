package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@link SignaturesTest} finds, and which version it asks for. */
class ApiChangeTest {

    private static final String NAME = "p";

    @Test
    void aLineSaysAllThatOthersMayLeanOn() {
        String theirs = ApiExamples.Theirs.class.getName();
        assertThat(Signatures.of(ApiExamples.Theirs.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        theirs + " is public static interface", false,
                        theirs + " TEXT : public static final java.lang.String = \"a\"", false,
                        theirs + " first() : public abstract void throws java.lang.Exception", true));
        String ours = ApiExamples.Ours.class.getName();
        assertThat(Signatures.of(ApiExamples.Ours.class))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ours + " is public static interface<T extends java.lang.Comparable<T>> for providers", false,
                        ours
                                        + " first(java.util.Map<java.lang.String, ? extends T>, java.lang.String...) : public abstract T",
                                false));
    }

    @Test
    void whatComesFromAHiddenClassIsTheTypesOwnAndWhatNobodyCanCallIsNothing() {
        String closed = ApiExamples.Closed.class.getName();
        assertThat(Signatures.of(ApiExamples.Closed.class))
                .containsOnlyKeys(closed + " is public static final class", closed + " inherited() : public void");
        assertThat(Signatures.of(ApiExamples.Hidden.class)).isEmpty();
    }

    @Test
    void nothingDiffersFromItself() {
        SortedMap<String, ApiPackage> one = packages("1.2.3", Map.of("T is class", false, "T a", true));

        assertThat(new ApiChange(SignatureFile.parse(SignatureFile.text(one)), one).described())
                .isEmpty();
    }

    @Test
    void whatIsGoneNeedsTheNextMajorVersion() {
        assertThat(needed("1.2.3", Map.of("T a", false, "T b", false), Map.of("T a", false)))
                .isEqualTo("2.0.0");
        assertThat(needed("0.2.3", Map.of("T a", false, "T b", false), Map.of("T a", false)))
                .isEqualTo("0.3.0");
    }

    @Test
    void whatIsNewNeedsTheNextMinorVersionUnlessOthersHaveToImplementIt() {
        assertThat(needed("1.2.3", Map.of("T a", false), Map.of("T a", false, "T b", false)))
                .isEqualTo("1.3.0");
        assertThat(needed("1.2.3", Map.of("T a", false), Map.of("T a", false, "T b", true)))
                .isEqualTo("2.0.0");
        assertThat(needed("1.2.3", Map.of("T a", false), Map.of("T a", false, "U b", true)))
                .as("of a type that nobody can have implemented yet")
                .isEqualTo("1.3.0");
    }

    @Test
    void aVersionThatIsHighEnoughLetsTheFileBeWrittenButDoesNotHideTheChange() {
        ApiChange change = new ApiChange(
                packages("1.2.3", Map.of("T a", false)), packages("1.3.0", Map.of("T a", false, "T b", false)));

        assertThat(change.tooLow()).isEmpty();
        assertThat(change.described()).contains("new   T b", "high enough: 1.3.0");
        assertThat(SignatureFile.text(change.written(false))).contains("package p 1.3.0, released 1.2.3\n");
        assertThat(SignatureFile.text(change.written(true))).contains("package p 1.3.0\n");
    }

    @Test
    void theVersionCountsFromTheLastReleaseAndNotFromEachChange() {
        SortedMap<String, ApiPackage> before = SignatureFile.parse("package p 1.3.0, released 1.2.3\nT a\nT b\n");

        assertThat(new ApiChange(before, packages("1.3.0", Map.of("T a", false, "T b", false, "T c", false))).tooLow())
                .isEmpty();
        assertThat(new ApiChange(before, packages("1.3.0", Map.of("T a", false))).tooLow())
                .singleElement()
                .asString()
                .contains("has to be 2.0.0");
    }

    @Test
    void aVersionThatRisesAlonePackagesThatComeAndGoAreSeen() {
        SortedMap<String, ApiPackage> one = packages("1.2.3", Map.of("T a", false));

        assertThat(new ApiChange(one, packages("1.3.0", Map.of("T a", false))).described())
                .contains("1.3.0", "1.2.3", "nothing else differs");
        assertThat(new ApiChange(one, new TreeMap<>()).described()).contains("exported no more");
        assertThat(new ApiChange(new TreeMap<>(), one).described()).contains("is new");
    }

    @Test
    void theManifestSaysWhatIsExported() {
        assertThat(BuiltApi.versions("a.b;uses:=\"c,d\";version=\"1.2.3\",c;version=\"0.1.0\""))
                .containsOnlyKeys("a.b", "c")
                .containsEntry("a.b", new PackageVersion(1, 2, 3));
    }

    private static String needed(String released, Map<String, Boolean> before, Map<String, Boolean> now) {
        String said = new ApiChange(packages(released, before), packages(released, now)).described();
        return said.replaceFirst("(?s).*has to be (\\S+):.*", "$1");
    }

    private static SortedMap<String, ApiPackage> packages(String version, Map<String, Boolean> lines) {
        return new TreeMap<>(Map.of(NAME, ApiPackage.of(NAME, PackageVersion.parse(version), lines)));
    }
}
