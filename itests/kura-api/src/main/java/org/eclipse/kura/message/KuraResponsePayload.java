package org.eclipse.kura.message;

/** The answer to a request. */
public class KuraResponsePayload extends KuraPayload {

    /** The metric with the code, an Integer: without it whoever asked does not know how it went. */
    public static final String METRIC_RESPONSE_CODE = "response.code";

    /**
     * An answer with this code, and nothing else yet.
     *
     * @param responseCode as HTTP has them
     */
    public KuraResponsePayload(int responseCode) {
        addMetric(METRIC_RESPONSE_CODE, responseCode);
    }

    public int getResponseCode() {
        return (Integer) getMetric(METRIC_RESPONSE_CODE);
    }
}
