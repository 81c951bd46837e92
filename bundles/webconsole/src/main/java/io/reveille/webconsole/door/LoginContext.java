package io.reveille.webconsole.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * The context for servlets outside of the console that need its login: they select the context {@value Door#ID}, as the
 * shipped gateway's {@code /system/health} does.
 */
@Component(
        service = ServletContextHelper.class,
        property = {
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + Door.ID,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH + "=/"
        })
public final class LoginContext extends ServletContextHelper {

    private final SecurityProvider door;

    @Activate
    public LoginContext(
            @Reference(target = "(" + SecurityProvider.PROPERTY_ID + "=" + Door.ID + ")") SecurityProvider door) {
        this.door = door;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        return door.authenticate(request, response) != null; // else it has answered
    }
}
