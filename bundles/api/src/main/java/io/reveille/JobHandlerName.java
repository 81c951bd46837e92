package io.reveille;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Gives a handler component its name, without a string key: {@code @Component @JobHandlerName("modbus-poll")}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface JobHandlerName {

    /** Returns the name by which jobs find the handler. */
    String value();
}
