package org.eclipse.kura.message;

import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** Named values and a body of any kind. */
public class KuraPayload {

    private final Map<String, Object> metrics = new HashMap<>();

    private byte[] body;

    private Date timestamp;

    public KuraPayload() {}

    /** When its values were taken; null if that is not said. */
    public Date getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(Date timestamp) {
        this.timestamp = timestamp;
    }

    /** All named values. */
    public Map<String, Object> metrics() {
        return Collections.unmodifiableMap(metrics);
    }

    /** A named value; null if there is none of this name. */
    public Object getMetric(String name) {
        return metrics.get(name);
    }

    /**
     * Adds a named value, or replaces the one of this name.
     *
     * @param value a text, a number, a boolean or bytes
     */
    public void addMetric(String name, Object value) {
        metrics.put(name, value);
    }

    /** Null if there is none. */
    public byte[] getBody() {
        return body;
    }

    public void setBody(byte[] body) {
        this.body = body;
    }
}
