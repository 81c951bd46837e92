package io.reveille.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the kernel's file is read again, on clocks that are turned. */
class SinceBootTest {

    @TempDir
    Path temp;

    private Path file;
    private SinceBoot sinceBoot;
    private long wallMillis = 1_780_000_000_000L;
    private long nanos = -5_000_000_000L; // may be anything

    @BeforeEach
    void clock() throws IOException {
        file = temp.resolve("uptime");
        kernelSays("100.00");
        sinceBoot = new SinceBoot(new BootClock(file), () -> wallMillis, () -> nanos);
        assertThat(sinceBoot.read()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void forAMomentTheMonotonicClockCarriesItOn() throws IOException {
        kernelSays("999.00");

        passes(70);
        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(100_070));
        passes(30);
        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(100_100));

        passes(1);
        assertThat(sinceBoot.read()).as("after 100 ms it is read again").isEqualTo(Duration.ofSeconds(999));
    }

    @Test
    void aSuspendIsSeenAtOnce() throws IOException {
        passes(10);
        wallMillis += 60_000; // asleep: the monotonic clock stands still
        kernelSays("160.01");

        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(160_010));
    }

    @Test
    void theShortestSuspendIsSeenAtOnce() throws IOException {
        wallMillis += 6;
        kernelSays("100.01");

        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(100_010));
    }

    @Test
    void aWallClockThatIsSetDoesNotMoveIt() throws IOException {
        wallMillis -= 3_600_000;
        passes(20);
        kernelSays("100.02");
        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(100_020));

        kernelSays("999.00");
        passes(20);
        assertThat(sinceBoot.read()).as("carried on from there").isEqualTo(Duration.ofMillis(100_040));
    }

    @Test
    void aSuspendThatTheWallClockSleptThroughIsSeenSoon() throws IOException {
        kernelSays("160.00"); // the wall clock stood still too
        passes(101);

        assertThat(sinceBoot.read()).isEqualTo(Duration.ofSeconds(160));
    }

    @Test
    void aReaderThatWasHeldUpDoesNotCarryOnWhatItRead() throws IOException {
        long[] heldUp = {0};
        SinceBoot slow = new SinceBoot(new BootClock(file), () -> wallMillis, () -> nanos + (heldUp[0] += 6_000_000));
        assertThat(slow.read()).isEqualTo(Duration.ofSeconds(100));

        kernelSays("100.05");

        assertThat(slow.read()).isEqualTo(Duration.ofMillis(100_050));
    }

    @Test
    void withoutTheFileItGoesOnByTheMonotonicClock() throws IOException {
        Files.writeString(file, "");
        passes(2000);
        assertThat(sinceBoot.read()).isEqualTo(Duration.ofSeconds(102));

        kernelSays("102.50");
        passes(1);
        assertThat(sinceBoot.read()).as("there again").isEqualTo(Duration.ofMillis(102_500));
    }

    @Test
    void anUptimeThatNoNanosecondsHoldDoesNotStopIt() throws IOException {
        kernelSays("99999999999.99");
        passes(101);

        assertThat(sinceBoot.read()).isEqualTo(Duration.ofMillis(99_999_999_999_990L));
    }

    private void kernelSays(String seconds) throws IOException {
        Files.writeString(file, seconds + " 1.00\n");
    }

    private void passes(long millis) {
        wallMillis += millis;
        nanos += millis * 1_000_000;
    }
}
