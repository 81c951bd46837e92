package io.reveille.webconsole;

import io.reveille.console.Response;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** The answer of the console, as a servlet gives it. */
record ServletResponse(HttpServletResponse response) implements Response {

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
