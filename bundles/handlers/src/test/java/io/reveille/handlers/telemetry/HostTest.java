package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

    @TempDir
    Path temp = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(temp.resolve("proc/net"));
    }

    @Test
    void readsEverything() {
        Reading reading = TestHosts.gateway().read(temp);

        assertThat(reading.leftOut()).isEmpty();
        JsonObject values = reading.values();
        JsonObject disk = values.remove("disk").getAsJsonObject();
        assertThat(values).isEqualTo(JsonParser.parseString("""
                        {"load": {"1m": 0.52, "5m": 1.25, "15m": 0.08},
                         "memory": {"totalBytes": 2044723200, "availableBytes": 1073741824},
                         "temperatures": {"acpitz": 27.800, "x86_pkg_temp": 61.500, "cpu-thermal": -5.250,
                                          "acpitz#2": 29.000},
                         "network": {
                           "lo": {"rxBytes": 3293, "rxErrors": 0, "txBytes": 3293, "txErrors": 0},
                           "eth0": {"rxBytes": 98765432109876, "rxErrors": 7, "txBytes": 1234567890, "txErrors": 3},
                           "eth0.100": {"rxBytes": 500, "rxErrors": 0, "txBytes": 600, "txErrors": 0}},
                         "uptimeSeconds": 351735.47}"""));
        assertThat(disk.get("totalBytes").getAsLong())
                .isGreaterThanOrEqualTo(disk.get("usableBytes").getAsLong())
                .isPositive();
    }

    @Test
    void wholeNumbersStayWhole() {
        assertThat(TestHosts.gateway().read(temp).values().toString())
                .contains("\"totalBytes\":2044723200,", "\"rxBytes\":98765432109876,", "\"1m\":0.52");
    }

    @Test
    void whatIsDamagedIsLeftOutWithTheReasonAndTheRestStays() {
        Reading reading = TestHosts.damaged().read(temp);

        reading.values().remove("disk");
        assertThat(reading.values()).isEqualTo(JsonParser.parseString("""
                        {"memory": {"totalBytes": 2044723200},
                         "temperatures": {"acpitz#3": 30.0, "thermal_zone3": 31.0},
                         "network": {"eth0": {"rxBytes": 100, "rxErrors": 2, "txBytes": 200, "txErrors": 3}}}"""));
        assertThat(reading.leftOut())
                .containsExactly(
                        "load (/proc/loadavg says \"0.52 NaN\", expected three numbers)",
                        "memory.availableBytes (/proc/meminfo has no readable MemAvailable)",
                        "temperatures.acpitz (/sys/class/thermal/thermal_zone0/temp says -274000,"
                                + " no temperature that a gateway can have)",
                        "temperatures.acpitz#2 (/sys/class/thermal/thermal_zone1/temp says \"warm\","
                                + " expected thousandths of a degree)",
                        "temperatures.soc (/sys/class/thermal/thermal_zone4/temp says \"\","
                                + " expected thousandths of a degree)",
                        "network.eth1 (/proc/net/dev says \"eth1: 100 1 2\", expected at least 11 counters)",
                        "network.eth2 (/proc/net/dev says \"-1\", expected a whole number)",
                        "network.eth3 (/proc/net/dev says \"99999999999999999999\", expected a whole number)",
                        "uptimeSeconds (/proc/uptime says \"\", expected a number)");
    }

    @Test
    void withoutProcAndSysThereIsTheDiskAndTheRestIsSaid(@TempDir Path nothing) {
        Reading reading = new Host(nothing).read(temp);

        assertThat(reading.values().keySet()).containsExactly("disk");
        assertThat(reading.leftOut())
                .hasSize(5)
                .contains("load (there is no " + nothing.resolve("proc/loadavg") + ")")
                .contains("temperatures (there are no thermal zones in /sys/class/thermal)");
    }

    @Test
    void aFileThatIsNoTextDoesNoHarm() throws IOException {
        Files.write(temp.resolve("proc/loadavg"), new byte[] {(byte) 0xff, 0, '\n', (byte) 0xc3});
        Files.createDirectory(temp.resolve("proc/uptime"));

        Reading reading = new Host(temp).read(temp);

        assertThat(reading.values().has("load")).isFalse();
        assertThat(reading.leftOut()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
        assertThat(reading.leftOut()).anyMatch(line -> line.startsWith("uptimeSeconds ("));
    }

    @Test
    void interfacesAndZonesBeyondTheBoundAreCounted() throws IOException {
        StringBuilder dev = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            dev.append("veth").append(i).append(": 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
            Path zone = Files.createDirectories(temp.resolve("sys/class/thermal/thermal_zone" + i));
            Files.writeString(zone.resolve("type"), "t" + i + "\n");
            Files.writeString(zone.resolve("temp"), "20000\n");
        }
        Files.writeString(temp.resolve("proc/net/dev"), dev);

        Reading reading = new Host(temp).read(temp);

        assertThat(reading.values().getAsJsonObject("network").size()).isEqualTo(64);
        assertThat(reading.values().getAsJsonObject("temperatures").keySet())
                .hasSize(64)
                .contains("t63");
        assertThat(reading.leftOut())
                .contains("network (6 interfaces beyond the first 64)", "temperatures (6 zones beyond the first 64)");
    }

    @Test
    void whereNoZoneWorksThereAreNoTemperatures() throws IOException {
        Path zone = Files.createDirectories(temp.resolve("sys/class/thermal/thermal_zone0"));
        Files.writeString(zone.resolve("type"), "acpitz\n");

        Reading reading = new Host(temp).read(temp);

        assertThat(reading.values().has("temperatures")).isFalse();
        assertThat(reading.leftOut()).contains("temperatures (no thermal zone could be read)");
    }

    @Test
    void aSensorThatFailsDoesNotRenameItsNeighbour() throws IOException {
        for (int i = 0; i < 2; i++) {
            Path zone = Files.createDirectories(temp.resolve("sys/class/thermal/thermal_zone" + i));
            Files.writeString(zone.resolve("type"), "acpitz\n");
            Files.writeString(zone.resolve("temp"), i + "0000\n");
        }
        Files.delete(temp.resolve("sys/class/thermal/thermal_zone0/temp"));

        assertThat(new Host(temp)
                        .read(temp)
                        .values()
                        .getAsJsonObject("temperatures")
                        .keySet())
                .containsExactly("acpitz#2");
    }
}
