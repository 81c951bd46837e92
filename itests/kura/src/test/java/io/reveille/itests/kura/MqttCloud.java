package io.reveille.itests.kura;

import io.reveille.core.json.Json;
import io.reveille.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** {@link FakeCloud} at a broker: topics and the payload {@code simple-json} as Kura has them. */
public final class MqttCloud implements AutoCloseable {

    private static final int AT_MOST_ONCE = 0;
    private static final int AT_LEAST_ONCE = 1;

    private final String account;
    private final FakeCloud cloud;
    private final MqttClient client;

    /** Connects as this client of the account. */
    public MqttCloud(Broker broker, String account, String clientId, FakeCloud cloud) throws MqttException {
        this.account = account;
        this.cloud = cloud;
        this.client = connected(broker, clientId);
    }

    /** From now on requests are taken. */
    public void open() throws MqttException {
        String mine = "$EDC/" + account + "/" + client.getClientId() + "/";
        client.subscribe(
                mine + "#", AT_LEAST_ONCE, (topic, message) -> arrived(topic.substring(mine.length()), message));
    }

    /** A client of the broker. */
    public static MqttClient connected(Broker broker, String clientId) throws MqttException {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + broker.port(), clientId, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        client.connect(options);
        return client;
    }

    private void arrived(String topic, MqttMessage message) {
        Map<String, Object> json = Json.parseObject(new String(message.getPayload(), StandardCharsets.UTF_8));
        KuraPayload payload = new KuraPayload();
        if (json.get("metrics") instanceof Map<?, ?> metrics) {
            metrics.forEach((name, value) -> payload.addMetric(String.valueOf(name), value));
        }
        if (json.get("body") instanceof String body) {
            payload.setBody(Base64.getDecoder().decode(body));
        }
        String application = topic.substring(0, topic.indexOf('/'));
        // Never on this thread: the client cannot send while it hands a message over.
        CompletableFuture<Void> unused = cloud.request(topic, payload)
                .thenAcceptAsync(answer -> answer.ifPresent(told -> reply(
                        String.join(
                                "/",
                                "$EDC",
                                account,
                                String.valueOf(payload.getMetric("requester.client.id")),
                                application,
                                "REPLY",
                                String.valueOf(payload.getMetric("request.id"))),
                        told)));
    }

    private void reply(String topic, KuraPayload answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sentOn", 0);
        json.put("metrics", Map.of("response.code", answer.getMetric("response.code")));
        if (answer.getBody() != null) {
            json.put("body", Base64.getEncoder().encodeToString(answer.getBody()));
        }
        try {
            client.publish(topic, JsonText.of(json).getBytes(StandardCharsets.UTF_8), AT_MOST_ONCE, false);
        } catch (MqttException e) {
            throw new IllegalStateException("the answer to " + topic + " is not sent", e);
        }
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1000);
        client.close(true);
    }
}
