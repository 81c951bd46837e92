package io.reveille.webconsole.javax;

import io.reveille.console.Response;
import java.io.IOException;
import java.io.OutputStream;
import javax.servlet.http.HttpServletResponse;

/** The answer of the console, as a {@code javax} servlet gives it. */
record JavaxResponse(HttpServletResponse response) implements Response {

    @Override
    public void status(int status) {
        response.setStatus(status);
    }

    @Override
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    @Override
    public OutputStream body() throws IOException {
        return response.getOutputStream();
    }
}
