package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.core.intake.Room;
import io.reveille.spi.JobProperties;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A definition that is too large for what keeps it is refused before anything is stored, by every way in. */
class DefinitionRoomTest {

    private final ManualScheduler gateway = new ManualScheduler();

    DefinitionRoomTest() {
        gateway.handler("work", job -> JobResult.success("done"));
    }

    @Test
    void tooManyTagsAreRefusedByEveryWayIn() {
        Map<String, Object> tooMany = tagged(101);
        refused(() -> gateway.scheduler().define(tooMany));
        refused(() -> gateway.scheduler().defineAll(List.of(tooMany)));
        refused(() -> gateway.check().checkDefine(tooMany));
        refused(() -> gateway.check().check(Optional.empty(), tooMany));
        refused(() -> gateway.scheduler()
                .every(1)
                .hours()
                .named("poll")
                .tagged(tags(101).toArray(new String[0]))
                .run("work"));
        refused(() -> gateway.transfer()
                .plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[{\"name\":\"poll\",\"schedule\":\"every"
                        + " hour\",\"handler\":\"work\",\"tags\":[\"" + String.join("\",\"", tags(101)) + "\"]}]}"));
        assertThat(gateway.scheduler().jobs()).isEmpty();

        gateway.scheduler().define(tagged(100));
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(gateway.job("poll").definition().tags()).hasSize(100);
    }

    @Test
    void whatIsStoredAlreadyWithMoreGoesOn() {
        gateway.store("old", tagged(150));
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.job("poll").history()).hasSize(2);
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(gateway.job("poll").definition().tags()).hasSize(150);
        assertThat(gateway.scheduler().broken()).isEmpty();
        refused(() -> gateway.scheduler().define(tagged(149)));
        assertThat(gateway.job("poll").definition().tags()).hasSize(150);
    }

    @Test
    void ofADefinitionThatIsTooLongTheLongestPropertyIsNamed() {
        Map<String, Object> longest = tagged(1);
        longest.put(JobProperties.TAGS, new String[] {"one"});
        longest.put(JobProperties.SCHEDULE, "x".repeat(128 * 1024));
        assertThatThrownBy(() -> Room.check(longest))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("\"schedule\"")
                .hasMessageContaining("at most 131072 are allowed");
        longest.put(JobProperties.SCHEDULE, "x".repeat(127 * 1024));
        assertThatCode(() -> Room.check(longest)).doesNotThrowAnyException();
    }

    private static void refused(ThrowingCallable way) {
        assertThatThrownBy(way).message().contains("tags", "at most 100 are allowed");
    }

    private static Map<String, Object> tagged(int many) {
        Map<String, Object> properties = ManualScheduler.properties("poll", "every hour", "work");
        properties.put(JobProperties.TAGS, tags(many));
        return properties;
    }

    private static List<String> tags(int many) {
        return IntStream.range(0, many).mapToObj(i -> "tag" + i).toList();
    }
}
