package io.reveille.itests.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the documents show as a command, an option, an address or a name is there. Commands stand in blocks for {@code sh};
 * those of docs/kura-remote.md and of the guide for the first own job are run by tests of their own as well.
 */
class DocumentsTest {

    /** Programs of others that the pages use. */
    private static final Set<String> OTHERS = Set.of(
            "mvn", "curl", "cp", "rm", "cd", "sudo", "grep", "echo", "systemctl", "mosquitto_pub", "mosquitto_sub");

    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\./[a-z]+|mvn|curl|cp|rm|cd|sudo|git|apt|systemctl) .*");

    private static Sources sources;
    private static List<Page> pages;
    private static ShellRule shell;
    private static AddressRule addresses;
    private static List<Rule> rules;

    @BeforeAll
    static void readAll() throws IOException {
        sources = Sources.read();
        pages = Page.all();
        shell = new ShellRule(sources);
        addresses = new AddressRule(sources);
        rules = List.of(
                new ScriptRule(sources),
                new MavenRule(sources),
                shell,
                addresses,
                new NameRule(sources),
                new MemberRule(sources));
    }

    private static List<String> faults(String text) {
        return rules.stream().flatMap(rule -> rule.faults(text).stream()).toList();
    }

    @Test
    void whateverThePagesNameIsThere() {
        List<String> faults = new ArrayList<>();
        int checked = 0;
        for (Page page : pages) {
            for (String text : Stream.concat(page.inline().stream(), page.commands().stream())
                    .toList()) {
                checked++;
                faults(text).forEach(fault -> faults.add(page.name() + ": " + fault + ", in: " + text));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "./verfy                                          | there is no script ./verfy",
                "./verify --fast                                  | ./verify has no option --fast",
                "./gateway --dat x                                | ./gateway has no option --dat",
                "./release --chek                                 | ./release has no option --chek",
                "bench/walk NextBenchmark                         | there is no script bench/walk",
                "mvn -q verify -pl bundles/kern -am               | there is no module bundles/kern",
                "mvn verfy                                        | \"verfy\" is no goal, and no option that is known here",
                "mvn test -Dtest=RandomScrptTest                  | there is no test RandomScrptTest",
                "mvn verify -Dit.test=ConsoleIT#gone              | there is no test ConsoleIT#gone",
                "mvn verify -Dreveille.sead=1                     | nothing reads the property reveille.sead",
                "-Pequinix                                        | there is no profile equinix",
                "./gateway --ask 'reveille:jbos'                  | there is no command reveille:jbos",
                "reveille:run x --await                           | reveille:run has no option --await",
                "reveille:jobs -x a                               | reveille:jobs has no option -x",
                "api/jobbs?limit=3                                | there is no address api/jobbs",
                "api/jobs?limmit=3                                | nothing reads the parameter limmit",
                "curl http://127.0.0.1:8080/system/console/reveille/api/run | api/run wants POST",
                "curl -d '' http://127.0.0.1:8080/system/console/reveille/api/jobs | api/jobs wants GET",
                "curl http://127.0.0.1:8080/system/helth          | nothing answers at the address of: curl http://127.0.0.1:8080/system/helth",
                "itests/cor                                       | there is no file itests/cor",
                "bundles/*/signature.txt                          | there is no file bundles/*/signature.txt",
                "RandomScrptTest                                  | there is no test RandomScrptTest",
                "ConsoleIT.gone                                   | there is no test ConsoleIT.gone",
                "io.reveille.engine.cfg                           | nothing takes the configuration io.reveille.engine",
                "io.reveille.jobb-upload.config                   | nothing takes the configuration io.reveille.jobb",
                "Job.triger()                                     | Job has no triger()",
                "job.triger()                                     | job has no triger()",
                "reveille.secret                                  | nothing is called reveille.secret",
                "io.reveille.spi.JobListner                       | nothing is called io.reveille.spi.JobListner",
            })
    void aMistakeIsFound(String text, String fault) {
        assertThat(faults(text)).containsExactly(fault);
    }

    @Test
    void commandsStandInBlocksForAShell() {
        List<String> faults = new ArrayList<>();
        for (Page page : pages) {
            for (Page.Block block : page.blocks()) {
                if (block.language().isEmpty() && COMMAND.matcher(block.code()).find()) {
                    faults.add(page.name() + ", not in a block for sh: " + block.code());
                }
            }
            COMMAND.matcher(page.prose().replaceAll("(?m)^    ", ""))
                    .results()
                    .forEach(line -> faults.add(page.name() + ", not in a block: " + line.group()));
            for (String command : page.commands()) {
                String first = Page.words(command).get(0);
                if (!first.contains("/") && !OTHERS.contains(first)) {
                    faults.add(page.name() + ", a program that is not known here: " + command);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void eachCommandOfTheShellIsOnItsPage() throws IOException {
        List<String> shown = Page.read("docs/shell.md").inline();
        List<String> usages = shell.usages().stream()
                .flatMap(usage -> usage.contains(" | ")
                        ? Stream.of(usage.replaceAll(" \\| .*", ""), usage.replaceAll(" \\S+ \\| ", " "))
                        : Stream.of(usage))
                .toList();
        assertThat(usages).hasSizeGreaterThan(25);
        assertThat(shown).containsAll(usages);
        assertThat(shell.usages().stream().map(usage -> usage.replaceAll("^reveille:| .*", "")))
                .containsExactlyInAnyOrderElementsOf(
                        sources.all("(?:\"osgi\\.command\\.function=|Commands\\.class, \")(\\w+)\""));
    }

    @Test
    void eachAddressOfTheConsoleIsOnItsPage() throws IOException {
        String page = Page.read("docs/console-api.md").text();
        String looking = page.substring(page.indexOf("## Looking: GET"), page.indexOf("## Changing: POST"));
        String changing = page.substring(page.indexOf("## Changing: POST"));
        assertThat(addresses.reads())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(looking).containsPattern("`api/" + name + "[`?]"));
        assertThat(addresses.changes())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(changing).containsPattern("`api/" + name + "[`?]"));
    }

    @Test
    void eachModuleIsInTheTableOfTheReadme() throws IOException {
        String readme = Page.read("README.md").text();
        List<String> modules = Pattern.compile("<module>(.*)</module>")
                .matcher(sources.text("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules)
                .hasSizeGreaterThan(20)
                .allSatisfy(module -> assertThat(readme).contains("\n| `" + module + "` |"));
    }

    @Test
    void eachPictureIsShownAndTaken() throws IOException {
        String test = sources.text("itests/gateway/src/test/java/io/reveille/itests/gateway/ConsoleIT.java");
        String shown = pages.stream().map(Page::text).collect(Collectors.joining());
        try (Stream<Path> files = Files.list(Page.ROOT.resolve("docs/pictures"))) {
            List<String> pictures = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("take"))
                    .toList();
            assertThat(pictures).isNotEmpty().allSatisfy(name -> {
                assertThat(shown).contains("pictures/" + name + ")");
                assertThat(test).contains(".picture(\"" + name.replace(".png", "") + "\")");
            });
        }
    }

    @Test
    void theImportThatIsSafeIsOfTheVersionThatThereIs() throws IOException {
        Matcher version = Pattern.compile("@Version\\(\"0\\.(\\d+)\\.")
                .matcher(sources.text("bundles/api/src/main/java/io/reveille/package-info.java"));
        assertThat(version.find()).as("before 1.0").isTrue();
        int minor = Integer.parseInt(version.group(1));
        assertThat(Page.read("docs/api-stability.md").text())
                .contains("Import-Package: io.reveille;version=\"[0." + minor + ",0." + (minor + 1) + ")\", *");
    }
}
