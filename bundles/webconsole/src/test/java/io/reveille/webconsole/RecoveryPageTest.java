package io.reveille.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reveille.DeletedJob;
import io.reveille.Job;
import io.reveille.ScheduleService;
import io.reveille.spi.Quarantined;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryPageTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    private final RecoveryPage page = new RecoveryPage();

    @Test
    void deletedJobsAndDamagedTextsAreShown() {
        page.service = scheduler();

        assertThat(page.ask("deleted", name -> null)).hasToString("""
                Optional[{"jobs":[{"name":"<poll>","how":"MISSING","deleted":"2026-03-04T10:00:00Z",\
                "keptUntil":"2026-03-11T10:00:00Z","schedule":"every minute","handler":"modbus"}]}]""");
        assertThat(page.ask("quarantined", name -> null)).hasToString("""
                Optional[{"texts":[{"place":"3A","reason":"the CRC is wrong","text":"{"}]}]""");
        assertThat(page.ask("jobs", name -> null)).isEmpty();
    }

    @Test
    void aJobIsBroughtBackByItsName() {
        page.service = scheduler();

        assertThat(page.change("bring-back", Map.of("name", "<poll>")::get))
                .contains("<poll> is back. It runs in a minute.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.change("bring-back", name -> null))
                .withMessageContaining("Nothing was changed");
        assertThatIllegalStateException()
                .isThrownBy(() -> page.change("bring-back", Map.of("name", "other")::get))
                .withMessage("no other was deleted");
        assertThat(page.change("deleted", name -> null)).isEmpty();
    }

    @Test
    void withoutASchedulerItSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> page.ask("deleted", name -> null))
                .withMessageContaining("has no scheduler");
    }

    private static ScheduleService scheduler() {
        return fake(ScheduleService.class, (method, argument) -> switch (method) {
            case "deleted" ->
                List.of(new DeletedJob(
                        "<poll>",
                        NOW,
                        DeletedJob.How.MISSING,
                        Map.of("schedule", "every minute", "handler", "modbus"),
                        NOW.plusSeconds(604800)));
            case "quarantined" -> List.of(new Quarantined("3A", "the CRC is wrong", "{"));
            case "bringBack" -> broughtBack(argument);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static Job broughtBack(String name) {
        if (!name.equals("<poll>")) {
            throw new IllegalStateException("no " + name + " was deleted");
        }
        return fake(Job.class, (method, argument) -> "It runs in a minute.");
    }

    @FunctionalInterface
    private interface Answer {

        Object to(String method, String argument);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? "" : arguments[0].toString())));
    }
}
