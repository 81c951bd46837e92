package com.example.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WebCheckTest {

    private final ManualScheduler gateway = new ManualScheduler();

    private void answering(int status) {
        gateway.asyncHandler("web-check", job -> CompletableFuture.completedStage(WebCheck.result(status)));
        gateway.define("site", "every hour", "web-check");
        gateway.advance(Duration.ofMinutes(61));
    }

    @Test
    void aBusySiteIsAskedAgainAfterHalfAMinute() {
        answering(503);
        assertThat(gateway.job("site").status().runs()).isGreaterThan(1);
    }

    @Test
    void aSiteThatIsGoneIsAskedNoMore() {
        answering(410);
        assertThat(gateway.job("site").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anyOtherAnswerIsOne() {
        assertThat(WebCheck.result(401)).hasToString(JobResult.success("answered with 401").toString());
    }
}
