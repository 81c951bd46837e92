package io.reveille.console;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The pages of Reveille and their JSON, as docs/console-api.md has them. A service, for adapters: each puts it into one web
 * console, whose servlets and whose login it knows.
 */
@ProviderType
public interface Console {

    /**
     * Answers a request of somebody who is logged in. Whatever the request is, there is an answer; one that cannot be sent,
     * since whoever asked has gone, is dropped.
     *
     * @throws RuntimeException if the answer broke off in its middle: the connection is to be cut, so that it looks so
     */
    void answer(Request request, Response response);
}
