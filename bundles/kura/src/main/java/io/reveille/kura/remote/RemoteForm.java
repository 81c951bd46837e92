package io.reveille.kura.remote;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of remote control. */
@ObjectClassDefinition(
        id = RemoteSettings.PID,
        name = "Reveille: remote control",
        description =
                "Requests over Kura's cloud connections, as application REVEILLE-V1: see docs/kura-remote.md. Kura itself asks"
                        + " nobody for a permission there: whoever may publish to the gateway's topics can ask what is"
                        + " allowed here.")
@interface RemoteForm {

    @AttributeDefinition(
            name = "Enabled",
            description =
                    "Whether requests are answered at all: jobs, their definitions with arguments, their runs and results"
                            + " can be read then.")
    boolean enabled() default false;

    @AttributeDefinition(
            name = "Writing allowed",
            description =
                    "Whether requests may change something too: run, pause, resume, put, delete and import. Whoever may"
                            + " define jobs decides what the gateway's handlers do.")
    boolean writing() default false;
}
