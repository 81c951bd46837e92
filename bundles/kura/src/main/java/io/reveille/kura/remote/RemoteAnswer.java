package io.reveille.kura.remote;

import io.reveille.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraResponsePayload;

/**
 * The answer to a request.
 *
 * @param code 200, or one of {@link Denied}
 * @param body a JSON object
 */
record RemoteAnswer(int code, String body) {

    /** The greatest length of a body, in bytes: brokers and the platforms behind them have limits, Kura has none. */
    static final int MOST = 64 * 1024;

    private static final int OK = 200;

    static RemoteAnswer ok(Map<String, ?> body) {
        return of(OK, body);
    }

    static RemoteAnswer ok(String body) {
        return new RemoteAnswer(OK, body);
    }

    static RemoteAnswer of(int code, Map<String, ?> body) {
        return new RemoteAnswer(code, JsonText.of(body));
    }

    /** Returns the length of a text as it is sent, in bytes. */
    static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns Kura's message, always with a code: clients ignore an answer without one. */
    KuraMessage message() {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST) {
            return new Denied(
                            Denied.CONFLICT,
                            "The answer would have " + bytes.length + " bytes; an answer has at most " + MOST + ".")
                    .answer()
                    .message();
        }
        KuraResponsePayload payload = new KuraResponsePayload(code);
        payload.setBody(bytes);
        return new KuraMessage(payload);
    }
}
