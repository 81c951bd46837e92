package io.reveille.webconsole;

import io.reveille.console.Console;
import io.reveille.webconsole.door.MetricsContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** The servlet of {@code /metrics}, for scrapers. A client that has not logged in gets counts at most, and no names. */
@Component(
        service = Servlet.class,
        property = {
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=/metrics",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT + "=("
                    + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + MetricsContext.NAME + ")"
        })
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Console console;

    @Activate
    public MetricsServlet(@Reference Console console) {
        this.console = console;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRemoteUser() == null ? "api/metrics/counts" : "api/metrics";
        console.answer(new ServletRequest(request, path), new ServletResponse(response));
    }
}
