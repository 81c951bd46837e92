package io.reveille.webconsole.javax;

import io.reveille.console.Console;
import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.AbstractWebConsolePlugin;
import org.apache.felix.webconsole.WebConsoleConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pages of {@link Console} in a web console of {@code javax.servlet}, which has logged the operator in. A plugin of its kind
 * and no mere servlet: around the answer of one the console would write its frame, whose scripts the pages' policy would
 * not let run.
 */
@Component(
        service = Servlet.class,
        property = {
            WebConsoleConstants.PLUGIN_LABEL + "=" + JavaxPage.LABEL,
            WebConsoleConstants.PLUGIN_TITLE + "=" + JavaxPage.TITLE,
            WebConsoleConstants.PLUGIN_CATEGORY + "=" + JavaxPage.TITLE
        })
public final class JavaxPage extends AbstractWebConsolePlugin {

    static final String LABEL = "reveille";
    static final String TITLE = "Reveille";

    private static final long serialVersionUID = 1;

    private final transient Console console;

    @Activate
    public JavaxPage(@Reference Console console) {
        this.console = console;
    }

    @Override
    public String getLabel() {
        return LABEL;
    }

    @Override
    public String getTitle() {
        return TITLE;
    }

    @Override
    public String getCategory() {
        return TITLE;
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

    @Override
    protected void renderContent(HttpServletRequest request, HttpServletResponse response) {
        answer(request, response);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) {
        console.answer(new JavaxRequest(request, below(request)), new JavaxResponse(response));
    }

    /** Of {@code /reveille/api/jobs} it is {@code api/jobs}. */
    private static String below(HttpServletRequest request) {
        String path = request.getPathInfo();
        int slash = path == null ? -1 : path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
