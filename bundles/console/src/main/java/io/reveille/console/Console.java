package io.reveille.console;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service with the pages of Reveille and their JSON, as described in docs/console-api.md. It is used by adapters,
 * each for one web console with its own servlets and login.
 */
@ProviderType
public interface Console {

    /**
     * Answers a request of a user who is logged in. Every request gets an answer; if the client has gone, the answer is
     * dropped.
     *
     * @throws RuntimeException if the answer broke off in the middle: the caller must cut the connection, so that the
     *     client notices
     */
    void answer(Request request, Response response);
}
