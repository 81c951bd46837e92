package io.reveille.console.web;

import io.reveille.console.Request;
import java.io.IOException;
import java.util.Map;

/**
 * Addresses below {@code api/}, which docs/console-api.md describes, and who answers them.
 *
 * @param reads those that give data, and change nothing
 * @param changes those that change something
 */
public record Addresses(Map<String, Read> reads, Map<String, Change> changes) {

    /** Gives data, and changes nothing. */
    @FunctionalInterface
    public interface Read {
        ApiAnswer read(Request request);
    }

    /** Changes something. */
    @FunctionalInterface
    public interface Change {
        ApiAnswer change(Request request) throws IOException;
    }

    public Addresses {
        reads = Map.copyOf(reads);
        changes = Map.copyOf(changes);
    }

    /** Refuses a page of another site what makes somebody measure, or dial. */
    public static Read ours(Read read) {
        return request -> {
            if (!isOpenedHere(request)) {
                throw new Refusal(Refusal.FORBIDDEN, "A page of another site has asked for this. Nothing was done.");
            }
            return read.read(request);
        };
    }

    /**
     * Whether no page of another site has sent the request, which could keep the gateway awake so. Browsers say it; what
     * says nothing is none.
     */
    static boolean isOpenedHere(Request request) {
        String site = request.header("Sec-Fetch-Site");
        return site == null || site.equals("none") || site.equals("same-origin");
    }
}
