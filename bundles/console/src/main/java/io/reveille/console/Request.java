package io.reveille.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A request over HTTP, of somebody who is logged in. */
@ConsumerType
public interface Request {

    /** {@code GET}, {@code POST}, or another. */
    String method();

    /** The decoded path below the console's own address, without a slash at its beginning: empty for the page itself. */
    String path();

    /** A header, or null. */
    @Nullable
    String header(String name);

    /** A decoded parameter of the query, the first of this name, or null. */
    @Nullable
    String parameter(String name);

    /** All decoded parameters of the query that have this name, in their order; empty if there is none. */
    List<String> parameters(String name);

    /** The name of the user who is logged in; empty if that is not known. */
    String user();

    /** The address that the request comes from. */
    String remote();

    /** The body, as it is. */
    InputStream body() throws IOException;
}
