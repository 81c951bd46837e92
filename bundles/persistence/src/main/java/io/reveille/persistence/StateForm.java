package io.reveille.persistence;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of the setting for the place of run state. */
@ObjectClassDefinition(
        id = StateComponent.PID,
        name = "Reveille: persistence",
        description =
                "Where the state of jobs is kept. Another folder restarts the engine, which then knows only what the new"
                        + " place holds; what the old one holds stays there. Definitions of jobs are not affected.")
@interface StateForm {

    @AttributeDefinition(
            name = "Folder",
            required = false,
            description = "The absolute path of a folder of this gateway's own: state is kept in files there, synced to"
                    + " disk, and outlives a power cut. Empty: what the framework property reveille.state says; if that"
                    + " is empty too, state is kept in ConfigurationAdmin and outlives a killed process.")
    String folder() default "";
}
