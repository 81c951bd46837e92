package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.util.Hashtable;
import java.util.Map;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.ServiceRegistration;

/** The three ways to make a job: on the whiteboard, from code, in a console. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class JobKindsIT extends ContainerTest {

    @Override
    @Configuration
    public Option[] container() {
        return Containers.reveilleAndExamples();
    }

    @Test
    public void whiteboardExampleIsAJob() throws Exception {
        Job job = gateway.job("door-check");
        assertThat(job.definition().schedule()).hasToString("every 10 minutes");
        assertThat(job.definition().handler()).isEqualTo("door-check");
        assertThat(job.definition().arguments()).isEmpty();
        assertThat(job.definition().tags()).isEmpty();
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(job.status().nextRun()).isPresent();
        assertThat(job.status().stored()).isFalse();
        assertThat(job.status().owner()).contains(Gateway.EXAMPLES);
        assertThat(gateway.run("door-check").message()).isEqualTo("all doors are closed");
        assertThat(job.cancel()).isFalse();
        assertThat(gateway.configurations())
                .noneMatch(definition ->
                        "door-check".equals(definition.getProperties().get("name")));
    }

    @Test
    public void whiteboardJobLivesAndDiesWithItsServiceAndKeepsItsState() throws Exception {
        gateway.run("door-check");
        long runs = gateway.job("door-check").status().runs();
        gateway.stop(Gateway.EXAMPLES);
        gateway.untilGone("door-check");
        gateway.start(Gateway.EXAMPLES);
        assertThat(gateway.job("door-check").status().runs()).isEqualTo(runs);
    }

    @Test
    public void whiteboardJobSaysAllThatAJobHas() {
        Recorder handler = new Recorder();
        ServiceRegistration<JobHandler> service = gateway.register(
                JobHandler.class,
                handler,
                Map.of(
                        "job.handler", "beat",
                        "job.schedule", "every second",
                        "job.name", "heart",
                        "job.args", "{\"side\": \"left\", \"rate\": 72}",
                        "job.tags", new String[] {"vital", "body"}));
        Job job = gateway.job("heart", "has run twice", status -> status.runs() >= 2);
        assertThat(job.definition().handler()).isEqualTo("beat");
        assertThat(job.definition().tags()).containsExactly("body", "vital");
        assertThat(handler.last().arguments()).isEqualTo(Map.of("side", "left", "rate", 72L));
        assertThat(handler.last().triggered()).isFalse();

        service.setProperties(
                new Hashtable<>(Map.of("job.handler", "beat", "job.schedule", "every 3 hours", "job.name", "heart")));
        Gateway.until(
                "the new schedule counts",
                () -> gateway.job("heart").definition().schedule().toString().equals("every 3 hours"));
    }

    @Test
    public void storedDefinitionGoesBeforeTheWhiteboards() throws Exception {
        gateway.register(
                JobHandler.class, new Recorder(), Map.of("job.handler", "shared", "job.schedule", "every 2 hours"));
        Job job = gateway.job("shared");
        org.osgi.service.cm.Configuration stored =
                gateway.configure("shared", Map.of("name", "shared", "schedule", "every 5 hours", "handler", "shared"));
        gateway.job("shared", "is the operator's", status -> status.stored());
        assertThat(job.definition().schedule()).hasToString("every 5 hours");
        stored.delete();
        gateway.job("shared", "is the service's again", status -> !status.stored());
        assertThat(job.definition().schedule()).hasToString("every 2 hours");
    }

    @Test
    public void codeExampleIsAJob() throws Exception {
        gateway.stop(Gateway.EXAMPLES); // another test may have taken its job away
        gateway.start(Gateway.EXAMPLES);
        Job job = gateway.job("poll", "has its handler", status -> status.state() == JobState.READY);
        assertThat(job.definition().schedule()).hasToString("every 10 seconds");
        assertThat(job.definition().handler()).isEqualTo("modbus-poll");
        assertThat(job.definition().arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(job.status().stored()).isTrue();
        assertThat(job.status().owner()).contains(Gateway.EXAMPLES);
        RunReport report = gateway.run("poll");
        assertThat(report.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(report.message()).isEqualTo("read unit 3");
        assertThat(gateway.configuration("poll").getPid()).isEqualTo("io.reveille.job~poll");
    }

    @Test
    public void codeJobRunsByItself() {
        Recorder handler = new Recorder();
        gateway.handler("tick", handler);
        gateway.scheduler()
                .every()
                .second()
                .named("tick")
                .with(Map.of("unit", 7))
                .tagged("fast")
                .run("tick");
        Job job = gateway.job("tick", "has run twice", status -> status.runs() >= 2);
        assertThat(handler.last().arguments()).isEqualTo(Map.of("unit", 7L));
        assertThat(gateway.scheduler().jobs("fast")).extracting(Job::name).containsExactly("tick");
        assertThat(job.cancel()).isTrue();
        gateway.untilGone("tick");
        assertThat(gateway.scheduler().jobs("fast")).isEmpty();
    }

    @Test
    public void consoleJobAtItsOwnAddressRunsAtOnce() throws Exception {
        Recorder handler = new Recorder();
        gateway.handler("lamp", handler);
        gateway.configure(
                "lamp",
                Map.of("name", "lamp", "schedule", "every second", "handler", "lamp", "args", "{\"on\": true}"));
        Job job = gateway.job("lamp", "has run twice", status -> status.runs() >= 2);
        assertThat(job.status().owner()).isEmpty();
        assertThat(handler.last().arguments()).isEqualTo(Map.of("on", true));
    }

    @Test
    public void consoleJobAtAnyAddressIsAsGood() throws Exception {
        gateway.handler("fan", new Recorder());
        org.osgi.service.cm.Configuration definition = gateway.configure(Map.of(
                "name", "fan",
                "schedule", "every second",
                "handler", "fan",
                "tags", new String[] {"air"}));
        Job job = gateway.job("fan", "has run", status -> status.runs() >= 1);
        assertThat(definition.getPid()).isNotEqualTo("io.reveille.job~fan");
        assertThat(job.definition().tags()).containsExactly("air");
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void consoleJobFollowsEachEdit() throws Exception {
        Recorder handler = new Recorder();
        gateway.handler("pump", handler);
        org.osgi.service.cm.Configuration definition = gateway.configure(
                "pump", Map.of("name", "pump", "schedule", "every 2 hours", "handler", "pump", "args", "{}"));
        gateway.run("pump");
        definition.update(new Hashtable<>(
                Map.of("name", "pump", "schedule", "every second", "handler", "pump", "args", "{\"speed\": 2.5}")));
        Job job = gateway.job("pump", "runs by its new schedule", status -> status.runs() >= 3);
        assertThat(handler.last().arguments()).isEqualTo(Map.of("speed", 2.5));
        assertThat(job.definition().schedule()).hasToString("every second");
    }

    @Test
    public void consoleJobGoesWithItsConfiguration() throws Exception {
        gateway.handler("bell", new Recorder());
        org.osgi.service.cm.Configuration definition =
                gateway.configure("bell", Map.of("name", "bell", "schedule", "every 2 hours", "handler", "bell"));
        Job job = gateway.job("bell");
        definition.delete();
        gateway.untilGone("bell");
        assertThat(job.cancel()).isFalse();
    }

    @Test
    public void renamingMakesAnotherJob() throws Exception {
        gateway.handler("valve", new Recorder());
        org.osgi.service.cm.Configuration definition = gateway.configure(
                "valve-1", Map.of("name", "valve-1", "schedule", "every 2 hours", "handler", "valve"));
        gateway.run("valve-1");
        definition.update(new Hashtable<>(Map.of("name", "valve-2", "schedule", "every 2 hours", "handler", "valve")));
        assertThat(gateway.job("valve-2").status().runs()).isZero();
        assertThat(gateway.scheduler().job("valve-1")).isEmpty();
    }
}
