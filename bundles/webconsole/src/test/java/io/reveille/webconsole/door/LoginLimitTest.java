package io.reveille.webconsole.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginLimitTest {

    private long now = Long.MAX_VALUE - 5; // a monotonic clock may overflow
    private final LoginLimit limit = new LoginLimit(() -> now);

    @Test
    void moreThanTenInAMinuteAreTooMany() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.failed()).isFalse();
            now += TimeUnit.SECONDS.toNanos(1);
        }
        assertThat(limit.failed()).isTrue();
        now += TimeUnit.SECONDS.toNanos(50) - 1;
        assertThat(limit.failed()).isTrue();
        now += 1; // the first was a minute ago
        assertThat(limit.failed()).isFalse();
        assertThat(limit.failed()).isTrue();
    }

    @Test
    void aFloodOfRefusalsIsCountedAndNotWritten() {
        List<String> log = new ArrayList<>();
        Complaints complaints = new Complaints(log::add, () -> now);
        for (int i = 0; i < 400; i++) {
            complaints.tell("no");
        }
        assertThat(log).hasSize(60);
        now += TimeUnit.SECONDS.toNanos(6) - 1;
        complaints.tell("no");
        assertThat(log).hasSize(60);
        now += 1;
        complaints.tell("a\r\n\u202e\u001b[2Jb");
        assertThat(log.get(60)).startsWith("341 such requests before").endsWith("a\\u000d\\u000a\\u202e\\u001b[2Jb");
        complaints.tell("no");
        assertThat(log).hasSize(61);
        now += TimeUnit.DAYS.toNanos(1);
        for (int i = 0; i < 400; i++) {
            complaints.tell("no");
        }
        assertThat(log).hasSize(121);
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Complaints.printable("x".repeat(100_000)))
                .hasSizeLessThan(400)
                .endsWith("...");
    }
}
