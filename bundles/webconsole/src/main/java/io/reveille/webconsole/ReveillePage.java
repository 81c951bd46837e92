package io.reveille.webconsole;

import io.reveille.console.Console;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pages of {@link Console} in the Felix Web Console, which has logged the operator in. The console's frame, whose scripts
 * the pages' policy would not let run, is not around them: the console writes it only around an answer that is empty.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ReveillePage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Reveille",
            ServletConstants.PLUGIN_CATEGORY + "=Reveille"
        })
public final class ReveillePage extends AbstractServlet {

    static final String LABEL = "reveille";

    private final transient Console console;

    @Activate
    public ReveillePage(@Reference Console console) {
        this.console = console;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null || path.indexOf('/', 1) < 0) {
            // The page refers to its files and its data relative to this address.
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", LABEL + "/");
            response.flushBuffer();
            return;
        }
        answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        answer(request, response);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) {
        console.answer(new ServletRequest(request, below(request)), new ServletResponse(response));
    }

    /** Of {@code /reveille/api/jobs} it is {@code api/jobs}. */
    private static String below(HttpServletRequest request) {
        String path = request.getPathInfo();
        int slash = path == null ? -1 : path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
