package io.reveille.handlers.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.handlers.TestContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class LogHandlerTest {

    private final Queue<SubstituteLoggingEvent> events = new ArrayDeque<>();
    private final LogHandler handler = new LogHandler(new SubstituteLogger("test", events, false));
    private final TestContext context = TestContext.at("2027-01-01T00:00:00Z").named("say hello");

    @Test
    void logsTheMessageWithTheJobsNameAtInfo() {
        JobResult result = handler.run(context.with("message", "hello, {} 100 %"));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("hello, {} 100 %");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).hasToString("INFO");
            assertThat(event.getMessage()).isEqualTo("{}: {}");
            assertThat(event.getArgumentArray()).containsExactly("say hello", "hello, {} 100 %");
        });
    }

    // INFO and its dotless i: the tests run in Turkish.
    @ParameterizedTest
    @CsvSource({"debug, DEBUG", "info, INFO", "INFO, INFO", "Warn, WARN", "error, ERROR"})
    void logsAtTheLevelOfTheArgument(String level, String logged) {
        assertThat(handler.run(context.with("message", "hello").with("level", level))
                        .isSuccess())
                .isTrue();

        assertThat(events)
                .singleElement()
                .extracting(event -> event.getLevel().toString())
                .isEqualTo(logged);
    }

    @Test
    void noMessageAndNoJobNameCanForgeALine() {
        JobResult result = handler.run(context.named("a\nb").with("message", "x\r\n2027-01-01 ERROR all is lost"));

        assertThat(events.element().getArgumentArray()).containsExactly("a\\nb", "x\\r\\n2027-01-01 ERROR all is lost");
        assertThat(result.message()).isEqualTo("x\\r\\n2027-01-01 ERROR all is lost");
    }

    @Test
    void aSecretIsNotLoggedHoweverItIsWritten() {
        JobResult result = handler.run(context.secret("tok\ten").with("message", "login with tok\ten failed"));

        assertThat(events.element().getArgumentArray())
                .containsExactly("say hello", "login with ${secret:NAME} failed");
        assertThat(result.message()).isEqualTo("login with ${secret:NAME} failed");
    }

    @Test
    void aRefusedArgumentShowsNoSecretEither() {
        assertFailure(
                handler.run(context.secret("tok\ten").with("message", "hello").with("level", "tok\ten")),
                "argument level is \"${secret:NAME}\"; expected one of");
        assertFailure(
                handler.run(context.secret("tok\ten").with("message", List.of("tok\ten"))),
                "argument message is [${secret:NAME}]; expected a text");
    }

    @Test
    void withoutAMessageItSaysWhatWasExpected() {
        assertFailure(handler.run(context), "argument message is missing; expected a text that is not blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyMessageIsRefused(String message) {
        assertFailure(handler.run(context.with("message", message)), "argument message is \"" + message + "\"");
    }

    @Test
    void aMessageThatIsNoTextIsRefused() {
        assertFailure(handler.run(context.with("message", 5L)), "argument message is 5; expected a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "loud", "info "})
    void anUnknownLevelIsRefusedWithTheKnownOnes(String level) {
        assertFailure(
                handler.run(context.with("message", "hello").with("level", level)),
                "argument level is \"" + level + "\"; expected one of debug, info, warn, error.");
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertFailure(
                handler.run(context.with("mesage", "hello")),
                "unknown argument \"mesage\"; expected only message, level.");
    }

    private void assertFailure(JobResult result, String start) {
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).startsWith(start);
        assertThat(events).isEmpty();
    }
}
