package io.reveille.webconsole.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * The context of {@code /metrics}: figures need a login, by Basic authentication for a scraper. A framework property
 * allows counts without login: then the request has no user, by which the servlet knows.
 */
@Component(
        service = ServletContextHelper.class,
        property = {
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + MetricsContext.NAME,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH + "=/"
        })
public final class MetricsContext extends ServletContextHelper {

    /** Names this context. */
    public static final String NAME = "io.reveille.metrics";

    /** Framework property: {@code counts} opens counts, without names, to whoever reaches the port. */
    public static final String OPEN = "reveille.metrics.open";

    private final SecurityProvider door;
    private final boolean isOpen;

    @Activate
    public MetricsContext(
            BundleContext context,
            @Reference(target = "(" + SecurityProvider.PROPERTY_ID + "=" + Door.ID + ")") SecurityProvider door) {
        this.door = door;
        this.isOpen = "counts".equals(context.getProperty(OPEN));
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        if (isOpen && request.getHeader("Authorization") == null) {
            return true;
        }
        return door.authenticate(request, response) != null; // else it has answered
    }
}
