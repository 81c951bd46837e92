package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.json.Json;
import io.reveille.itests.kura.Broker;
import io.reveille.itests.kura.MqttCloud;
import io.reveille.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/kura-remote.md, typed into a shell and sent over a real broker to a stand-in for Kura's cloud service:
 * each has the answer that stands below it.
 */
@Timeout(180)
class RemoteGuideTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n((?:(?!```).)*?mosquitto_pub.*?)```\\n+```\\w*\\n(\\d+) (.*?)```", Pattern.DOTALL);

    private record Example(String command, long code, Map<String, Object> body) {}

    private record Reply(String topic, String text) {}

    @TempDir
    private Path folder;

    private final BlockingQueue<Reply> replies = new ArrayBlockingQueue<>(100);

    private static List<Example> examples() throws IOException {
        String guide = Files.readString(Path.of("../../docs/kura-remote.md"));
        List<Example> examples = new ArrayList<>();
        Matcher found = EXAMPLE.matcher(guide);
        while (found.find()) {
            examples.add(new Example(found.group(1), Long.parseLong(found.group(2)), Json.parseObject(found.group(3))));
        }
        assertThat(guide.split("```sh\n[^`]*mosquitto_pub", -1)).hasSize(examples.size() + 1);
        return examples;
    }

    @Test
    void eachExampleHasTheAnswerThatStandsBelowIt() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(15);
        try (Broker broker = new Broker(Files.createDirectories(folder.resolve("broker")));
                RemoteHome home = new RemoteHome(folder);
                MqttCloud cloud = new MqttCloud(broker, "acme", "gw1", home.cloud)) {
            cloud.open();
            home.formIsThere();
            MqttClient console = MqttCloud.connected(broker, "console");
            console.subscribe(
                    "$EDC/acme/console/REVEILLE-V1/REPLY/+",
                    1,
                    (topic, message) ->
                            replies.add(new Reply(topic, new String(message.getPayload(), StandardCharsets.UTF_8))));
            for (Example example : examples) {
                type(example.command().replace("-h broker", "-h 127.0.0.1 -p " + broker.port()));
                home.until(() -> !replies.isEmpty());
                Reply reply = replies.remove();
                check(example, reply);
                home.engine.settle();
            }
            assertThat(replies).isEmpty();
            console.disconnectForcibly(0, 1000);
            console.close(true);
        }
    }

    private void check(Example example, Reply reply) {
        Map<String, Object> payload = Json.parseObject(reply.text());
        String body =
                new String(Base64.getDecoder().decode(String.valueOf(payload.get("body"))), StandardCharsets.UTF_8);
        assertThat(example.command())
                .contains("\"request.id\":\"" + reply.topic().replaceAll(".*/", "") + '"');
        assertThat(JsonText.of(payload.get("metrics")) + " " + body)
                .as(example.command())
                .isEqualTo("{\"response.code\":" + example.code() + "} " + JsonText.of(example.body()));
    }

    private void type(String command) throws Exception {
        Path log = folder.resolve("shell.log");
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(Files.readString(log)).isZero();
    }
}
