package org.eclipse.kura.cloudconnection.request;

/** Names of properties that a request has. */
public enum RequestHandlerMessageConstants {
    /** {@code List<String>}: what stands behind the method in the topic, at each slash one more. */
    ARGS_KEY("args");

    private final String value;

    RequestHandlerMessageConstants(String value) {
        this.value = value;
    }

    /** The name. */
    public String value() {
        return value;
    }
}
