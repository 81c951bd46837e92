package io.reveille.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.SettingException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SettingsReaderTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Settings USUAL = read(Map.of()).settings();

    /** What a form, a file or a program may give for a number, and is none. */
    static Stream<Arguments> whatIsNoNumber() {
        return Stream.of(
                        "",
                        "4.0",
                        "abc",
                        "5s",
                        "٤",
                        "1e1",
                        "0x10",
                        "99999999999999999999",
                        4.0,
                        4.5f,
                        Double.NaN,
                        true,
                        'x',
                        new String[] {},
                        new String[] {"4", "5"},
                        new int[] {4, 5},
                        List.of(),
                        List.of(1, 2),
                        Arrays.asList((Object) null),
                        new ArrayList<>(),
                        Map.of("a", 1))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("whatIsNoNumber")
    void whatIsNoNumberIsSaidAndTheDefaultUsed(Object value) {
        for (Field setting : numbers()) {
            SettingsReader.Read read = read(Map.of(setting.name, value));

            assertThat(read.settings()).as("%s", setting.name).isEqualTo(USUAL);
            assertThat(faults(read))
                    .singleElement()
                    .asString()
                    .contains(setting.name, "expected", "The default, " + setting.standard + ", is used.")
                    .doesNotContain("@", "[L");
        }
    }

    @Test
    void whatIsOutOfRangeIsNamedWithTheRangeOfTheForm() {
        for (Field setting : numbers()) {
            for (long value : new long[] {setting.least - 1, setting.most + 1, Integer.MIN_VALUE, Long.MAX_VALUE}) {
                SettingsReader.Read read = read(Map.of(setting.name, value));

                assertThat(read.settings()).isEqualTo(USUAL);
                assertThat(faults(read))
                        .containsExactly("The setting " + setting.name + " is \"" + value
                                + "\"; expected a whole number from " + setting.least + " to " + setting.most
                                + ". The default, " + setting.standard + ", is used.");
            }
            for (long value : new long[] {setting.least, setting.most}) {
                assertThat(read(Map.of(setting.name, String.valueOf(value))).faults())
                        .isEmpty();
            }
        }
    }

    @Test
    void theFormSaysWhatIsUsedWhereNothingIsSaid() {
        Map<String, Object> form = new HashMap<>();
        numbers().forEach(setting -> form.put(setting.name, setting.standard));
        assertThat(form).hasSize(SettingsReader.NAMES.size() - 1);
        assertThat(read(form)).isEqualTo(read(Map.of()));
    }

    @Test
    void aNumberMayBeOfAnyTypeThatHoldsOne() {
        for (Object eight : List.of(
                8,
                8L,
                (short) 8,
                (byte) 8,
                "8",
                " 8 ",
                "+8",
                "08",
                '8',
                new Integer[] {8},
                new int[] {8},
                List.of("8 "))) {
            SettingsReader.Read read = read(Map.of("workers", eight));
            assertThat(read.settings().workers()).isEqualTo(8);
            assertThat(faults(read)).isEmpty();
        }
    }

    @Test
    void eachWrongValueIsSaidByItselfAndTheOthersCount() {
        SettingsReader.Read read = read(Map.of("workers", "many", "misfire.grace", "5s", "history", 50));
        assertThat(read.settings().history()).isEqualTo(50);
        assertThat(faults(read)).hasSize(2);
    }

    @Test
    void whatWasBeforeStaysWhereAChangeCannotBeUsed() {
        Settings before =
                read(Map.of("workers", 8, "zone", "UTC", "flash.budget", 64)).settings();
        SettingsReader.Read read = SettingsReader.read(
                Map.of("workers", 0, "zone", "Mars", "flash.budget", "x"), ROME, Optional.of(before));
        assertThat(read.settings()).isEqualTo(before);
        assertThat(faults(read))
                .hasSize(3)
                .allMatch(fault -> fault.contains("What was before, "))
                .anyMatch(fault -> fault.endsWith("What was before, 8, stays."))
                .anyMatch(fault -> fault.endsWith("What was before, UTC, stays."))
                .anyMatch(fault -> fault.endsWith("What was before, 64, stays."));
        // What a configuration says no more has its default again.
        assertThat(SettingsReader.read(Map.of(), ROME, Optional.of(before)).settings())
                .isEqualTo(USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Rom, Europe/Rome",
        "Europ/Rome, Europe/Rome",
        "America/New York, America/New_York",
        "Mars/Olympus, ''",
        "EST5, ''",
        "CST, ''",
        "true, ''",
    })
    void aZoneThatThereIsNotIsNamedWithTheOneThatWasMeant(String zone, String meant) {
        SettingsReader.Read read = read(Map.of("zone", zone));
        assertThat(read.settings().zone()).isEqualTo(ROME);
        assertThat(faults(read))
                .singleElement()
                .asString()
                .contains("zone", "\"" + zone + "\"", "The machine's, Europe/Rome, is used.");
        assertThat(faults(read).get(0).contains("did you mean")).isEqualTo(!meant.isEmpty());
        assertThat(faults(read).get(0)).contains(meant);
    }

    @Test
    void aZoneIsFoundInAnyCaseAndNoneIsTheMachines() {
        assertThat(read(Map.of("zone", " asia/tokyo ")).settings().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(read(Map.of("zone", " ")).settings().zone()).isEqualTo(ROME);
        assertThat(read(Map.of("zone", "+05:30")).settings().zone()).isEqualTo(ZoneId.of("+05:30"));
    }

    @Test
    void aKeyThatIsNoSettingIsNamedAndThoseOfOthersAreNot() {
        assertThat(faults(read(Map.of("wrokers", 8, "misfire_grace", 5, "colour", "red"))))
                .containsExactlyInAnyOrder(
                        "There is no setting \"wrokers\" (did you mean \"workers\"?). It is passed over.",
                        "There is no setting \"misfire_grace\" (did you mean \"misfire.grace\"?). It is passed over.",
                        "There is no setting \"colour\". It is passed over.");
        assertThat(read(Map.of(
                                "service.pid", "io.reveille",
                                "component.name", "io.reveille",
                                "component.id", 7L,
                                "felix.fileinstall.filename", "file:/etc/io.reveille.cfg",
                                "kura.service.pid", "io.reveille",
                                "osgi.ds.satisfying.condition.target", "(a=b)",
                                "definitions.target", "(a=b)",
                                ":configurator:feature", "x",
                                ".private", 1,
                                "service.bundleLocation", "?"))
                        .faults())
                .isEmpty();
    }

    @Test
    void theFormIsToldAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> SettingsReader.check(Map.of("zone", "Europe/Rom", "workers", 0, "wrokers", 1)))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("Europe/Rom", "Europe/Rome", "workers", "1 to 64", "wrokers")
                .hasFieldOrPropertyWithValue("setting", "zone")
                .message()
                .doesNotContain("is used", "passed over");
        assertThatCode(() -> SettingsReader.check(Map.of("zone", "UTC", "workers", "8", "service.pid", "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void aValueIsShownInOneLineThatCanBePrinted() {
        String fault =
                faults(read(Map.of("workers", "1\n\u202E2" + "x".repeat(500)))).get(0);
        assertThat(fault).contains("1\\u{a}\\u{202e}2").hasSizeLessThan(300);
    }

    private static SettingsReader.Read read(Map<String, ?> properties) {
        return SettingsReader.read(properties, ROME, Optional.empty());
    }

    private static List<String> faults(SettingsReader.Read read) {
        return read.faults().entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .toList();
    }

    private record Field(String name, long least, long most, long standard) {}

    /** What the form has, as it is shipped. */
    private static List<Field> numbers() {
        try (InputStream form = Objects.requireNonNull(
                SettingsReaderTest.class.getResourceAsStream("/OSGI-INF/metatype/io.reveille.xml"))) {
            NodeList all = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(form)
                    .getElementsByTagName("AD");
            List<Field> numbers = new ArrayList<>();
            for (int i = 0; i < all.getLength(); i++) {
                Element setting = (Element) all.item(i);
                if (setting.getAttribute("type").equals("Integer")) {
                    numbers.add(new Field(
                            setting.getAttribute("id"),
                            Long.parseLong(setting.getAttribute("min")),
                            Long.parseLong(setting.getAttribute("max")),
                            Long.parseLong(setting.getAttribute("default"))));
                }
            }
            return numbers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void durationsAreInSeconds() {
        assertThat(USUAL.misfireGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(USUAL.flashBudget()).isEqualTo(128_000_000);
    }
}
