package io.reveille.console;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** The answer to a {@link Request}: the status, then headers, then the body. */
@ConsumerType
public interface Response {

    /** The status of HTTP. */
    void status(int status);

    /** A header; one that has been set is replaced. */
    void header(String name, String value);

    /** Returns the stream for the body. */
    OutputStream body() throws IOException;
}
