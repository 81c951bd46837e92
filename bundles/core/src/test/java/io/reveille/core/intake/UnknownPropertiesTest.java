package io.reveille.core.intake;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.JobProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrangersTest {

    @Test
    void whatADefinitionMaySayIsNone() {
        assertThat(UnknownProperties.among(
                        JobProperties.ALL.stream().collect(toMap(property -> property, property -> ""))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "prioritty,priority",
        "Schedule,schedule",
        "misfireLimit,misfire.limit",
        "misfire_limit,misfire.limit",
        "tag,tags",
        "time-out,timeout",
        "colour,''",
        "PoLicy,''"
    })
    void aSlipOfThePenIsOne(String property, String meant) {
        assertThat(UnknownProperties.among(Map.of(property, 5, "name", "poll"))).isEqualTo(Map.of(property, meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.pid",
                "service.factoryPid",
                "service.bundleLocation",
                "felix.fileinstall.filename",
                "component.name",
                "webconsole.configurationFactory.nameHint",
                "kura.service.pid",
                "handler.name",
                "handler.concurrency",
                ".name",
                ":configurator:symbolic-name",
                "_retry_",
                ""
            })
    void whatOthersLeaveThereIsTheirs(String property) {
        assertThat(UnknownProperties.among(Map.of(property, "x"))).isEmpty();
    }

    @Test
    void inWordsTheyAreShownWithWhatWasMeant() {
        assertThat(UnknownProperties.inWords(
                        UnknownProperties.among(Map.of("prioritty", 5, "colour", "red", "gates", "mains"))))
                .isEqualTo("\"colour\", \"prioritty\" (did you mean \"priority\"?)");
    }
}
