package io.reveille.webconsole.javax;

import io.reveille.console.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request of a {@code javax} servlet, as the console takes it.
 *
 * @param path below the console's own address
 */
record JavaxRequest(HttpServletRequest request, String path) implements Request {

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String parameter(String name) {
        return request.getParameter(name);
    }

    @Override
    public List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    @Override
    public String user() {
        String user = request.getRemoteUser();
        return user == null ? "" : user;
    }

    @Override
    public String remote() {
        return String.valueOf(request.getRemoteAddr());
    }

    @Override
    public InputStream body() throws IOException {
        return request.getInputStream();
    }
}
