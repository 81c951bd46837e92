package io.reveille.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Answer;
import io.reveille.spi.RunGate.Occurrence;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: what the machine says, the condition, and yes or the reason. */
class GatesTest {

    private static final Occurrence OCCURRENCE = new Occurrence("upload", Instant.parse("2027-01-01T00:00:00Z"));

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eth0/operstate=up                                            | ''          | yes
            eth0/operstate=up                                            | eth0        | yes
            eth0/operstate=up                                            | wlan0 eth0  | yes
            eth0/operstate=up wlan0/operstate=down                       | wlan0       | wlan0 is down
            eth0/operstate=down                                          | ''          | no network interface is up (there is eth0)
            eth0/operstate=dormant                                       | eth0        | eth0 is down
            eth0/operstate=lowerlayerdown                                | eth0        | eth0 is down
            eth0/operstate=down wlan0/operstate=down                     | eth0 wlan0  | eth0, wlan0 are down
            eth0/operstate=down                                          | eth0 ppp0   | eth0 is down, and there is no network interface ppp0
            eth0/operstate=up                                            | ppp0        | there is no network interface ppp0
            ppp0/operstate=unknown ppp0/carrier=1                        | ppp0        | yes
            ppp0/operstate=unknown ppp0/carrier=1                        | ''          | yes
            ppp0/operstate=unknown ppp0/carrier=0                        | ppp0        | ppp0 is down
            ppp0/operstate=unknown ppp0/carrier=/                        | ppp0        | ppp0 is down
            ppp0/operstate=unknown                                       | ppp0        | ppp0 is down
            lo/operstate=unknown lo/carrier=1                            | ''          | no network interface is up
            lo/operstate=unknown lo/carrier=1                            | lo          | yes
            eth0/operstate=/                                             | eth0        | eth0 is down
            eth0/operstate=                                              | eth0        | eth0 is down
            eth0/operstate=UP?!                                          | eth0        | eth0 is down
            bonding_masters=bond0                                        | ''          | no network interface is up
            ''                                                           | ''          | no network interface is up
            """)
    void network(String files, String condition, String answer) throws Exception {
        check(new NetworkGate(machine("net", files)), condition, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                           | yes
            AC/type=Mains AC/online=1                                    | yes
            AC/type=Mains AC/online=0                                    | the machine is not on mains: AC is offline
            AC/type=Mains AC/online=0 usb/type=USB usb/online=1          | yes
            AC/type=Mains AC/online=0 usb/type=USB usb/online=0          | the machine is not on mains: AC is offline, usb is offline
            usb/type=USB_PD usb/online=2                                 | yes
            pad/type=Wireless pad/online=1                               | yes
            AC/type=Mains AC/online=yes                                  | the machine is not on mains: AC is offline
            AC/type=Mains AC/online=/                                    | the machine is not on mains: AC is offline
            AC/type=Mains AC/online=0 BAT/type=Battery BAT/status=Full   | the machine is not on mains: AC is offline
            BAT/type=Battery BAT/status=Charging                         | yes
            BAT/type=Battery BAT/status=Not_charging                     | yes
            BAT/type=Battery BAT/status=Discharging                      | the machine is not on mains: BAT says "Discharging"
            BAT/type=Battery                                             | the machine is not on mains: BAT says ""
            BAT/type=Battery BAT/present=0                               | yes
            mouse/type=Battery mouse/scope=Device mouse/status=Discharging | yes
            AC/type=/ x/type=garbage                                     | yes
            """)
    void mains(String files, String answer) throws Exception {
        check(new MainsGate(machine("power_supply", files)), "", answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                           | above 30              | yes
            AC/type=Mains AC/online=0                                    | above 30              | yes
            BAT/type=Battery BAT/capacity=31                             | above 30              | yes
            BAT/type=Battery BAT/capacity=31                             | ABOVE  30 %           | yes
            BAT/type=Battery BAT/capacity=30                             | above 30              | the battery is at 30 %, the job wants it above 30
            BAT/type=Battery BAT/capacity=21                             | above 30%             | the battery is at 21 %, the job wants it above 30%
            BAT/type=Battery BAT/capacity=21                             | below 30              | yes
            BAT/type=Battery BAT/capacity=80                             | between 20 and 80     | yes
            BAT/type=Battery BAT/capacity=81                             | between 20% and 80%   | the battery is at 81 %, the job wants it between 20% and 80%
            A/type=Battery A/capacity=20 B/type=Battery B/capacity=41    | above 30              | yes
            A/type=Battery A/capacity=20 B/type=Battery B/capacity=39    | above 30              | the battery is at 29.5 %, the job wants it above 30
            A/type=Battery A/capacity=20 B/type=Battery B/capacity=x     | above 30              | the battery is at 20 %, the job wants it above 30
            m/type=Battery m/scope=Device m/capacity=3                   | above 30              | yes
            A/type=Battery A/present=0 A/capacity=0                      | above 30              | yes
            A/type=Battery                                               | above 30              | the battery does not say how much is left in it
            A/type=Battery A/capacity=/                                  | above 30              | the battery does not say how much is left in it
            A/type=Battery A/capacity=-1                                 | above 30              | the battery does not say how much is left in it
            A/type=Battery A/capacity=65535                              | above 30              | the battery does not say how much is left in it
            A/type=Battery A/capacity=99999999999                        | above 30              | the battery does not say how much is left in it
            """)
    void battery(String files, String condition, String answer) throws Exception {
        check(new BatteryGate(machine("power_supply", files)), condition, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thermal_zone0/temp=45000                                     | between -10 and 60    | yes
            thermal_zone0/temp=-10001                                    | between -10 and 60    | the hottest thermal zone is at -10.001 °C, the job wants it between -10 and 60
            thermal_zone0/temp=45000 thermal_zone1/temp=81500            | below 70 °C           | the hottest thermal zone is at 81.5 °C, the job wants it below 70 °C
            thermal_zone0/temp=45000 thermal_zone1/temp=-274000          | above 40              | yes
            thermal_zone0/temp=0                                         | above 40.5            | the hottest thermal zone is at 0 °C, the job wants it above 40.5
            thermal_zone0/type=cpu thermal_zone0/temp=50000 thermal_zone1/temp=90000 | cpu below 70 | yes
            thermal_zone0/type=cpu thermal_zone0/temp=75000              | cpu between 0 and 70  | thermal zone cpu is at 75 °C, the job wants it between 0 and 70
            thermal_zone0/type=cpu thermal_zone0/temp=50000 thermal_zone1/type=cpu thermal_zone1/temp=75000 | cpu below 70 | thermal zone cpu is at 75 °C, the job wants it below 70
            thermal_zone0/type=cpu thermal_zone0/temp=50000              | gpu below 70          | there is no thermal zone gpu
            thermal_zone0/type=cpu thermal_zone0/temp=/                  | cpu below 70          | no thermal zone cpu says how warm it is
            thermal_zone0/temp=                                          | below 70              | no thermal zone says how warm it is
            thermal_zone0/temp=warm                                      | below 70              | no thermal zone says how warm it is
            thermal_zone0/temp=2147483648                                | below 70              | no thermal zone says how warm it is
            cooling_device0/type=Fan                                     | below 70              | there is no thermal zone
            ''                                                           | below 70              | there is no thermal zone
            """)
    void temperature(String files, String condition, String answer) throws Exception {
        check(new TemperatureGate(machine("thermal", files)), condition, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            above 100 MB          | yes
            above 1.9 GB          | yes
            above 2 gb            | the disk has 1.9 GB left at HERE, the job wants it above 2 gb
            below 2 TB            | yes
            between 1 GB and 2 GB | yes
            /full above 1 kB      | the disk has 0.5 kB left at /full, the job wants it above 1 kB
            /full below 1kB       | yes
            /a b above 1 GB       | yes
            /gone above 1 kB      | cannot tell how much room is left at /gone: java.nio.file.NoSuchFileException: /gone
            """)
    void disk(String condition, String answer) throws Exception {
        Map<String, Long> free = Map.of("/full", 512L, "/a b", 1_999_999_999L, here(), 1_999_999_999L);
        DiskGate gate = new DiskGate(path -> {
            Long bytes = free.get(path.toString());
            if (bytes == null) {
                throw new java.nio.file.NoSuchFileException(path.toString());
            }
            return bytes;
        });
        check(gate, condition, answer.replace("HERE", here()));
    }

    @Test
    void theDiskOfThisMachineHasRoom() throws Exception {
        check(new DiskGate(), "above 1 kB", "yes");
        check(new DiskGate(), root + " above 1 kB", "yes");
    }

    @Test
    void aConditionThatCannotBeReadIsRefused() {
        Map<RunGate, List<String>> bad = Map.of(
                new NetworkGate(), List.of("eth0 ../eth0", ".", "a-name-that-is-too-long", "eth0:1"),
                new MainsGate(), List.of("online"),
                new BatteryGate(),
                        List.of(
                                "",
                                "30",
                                "above",
                                "above x",
                                "above 30 V",
                                "BAT0 above 30",
                                "above 100",
                                "below 0",
                                "between 80 and 20"),
                new DiskGate(),
                        List.of(
                                "",
                                "above 100",
                                "above MB",
                                "/var 2 GB",
                                "above 5 PB",
                                "between 2 GB and 1 GB",
                                "\0 above 1 kB"),
                new TemperatureGate(),
                        List.of("", "70", "below seventy", "below 70 F", "between 70 and 0", "below 99999999999"));
        bad.forEach((gate, conditions) -> assertThat(conditions).allSatisfy(condition -> {
            String why = "cannot read the condition \"" + condition + "\"; expected ";
            assertThatThrownBy(() -> gate.check(condition))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(why);
            assertThatThrownBy(() -> gate.ask(OCCURRENCE, condition)).hasMessageStartingWith(why);
        }));
    }

    private Machine machine(String folder, String files) throws IOException {
        return FakeMachine.of(
                root, files.isBlank() ? "" : files.replaceAll("(^| )(?=\\S)", "$1sys/class/" + folder + "/"));
    }

    private static String here() {
        return Path.of("").toAbsolutePath().toString();
    }

    private static void check(RunGate gate, String condition, String expected) throws Exception {
        gate.check(condition);
        Answer answer = gate.ask(OCCURRENCE, condition);
        if (answer instanceof Refusal refusal) {
            assertThat(refusal.reason()).isEqualTo(expected);
            assertThat(refusal.askAgain()).isEqualTo(RunGate.ASK_AGAIN);
        } else {
            assertThat(answer).isSameAs(Permit.OPEN);
            assertThat(expected).isEqualTo("yes");
        }
    }
}
