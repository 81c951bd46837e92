package io.reveille;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names the handler that a component is, without a string key: {@code @Component @JobHandlerName("modbus-poll")}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface JobHandlerName {

    /** The name; jobs find the handler by it. */
    String value();
}
