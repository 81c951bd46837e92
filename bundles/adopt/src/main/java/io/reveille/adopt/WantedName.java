package io.reveille.adopt;

import java.util.Optional;
import org.osgi.framework.Constants;

/** The rules by which a service is given a name that stays over restarts, as the number of a service, which theirs take, does not. */
final class WantedName {

    /** Service property, String: the job's name. */
    static final String NAME = "scheduler.name";

    private static final String COMPONENT = "component.name"; // by the specification of Declarative Services
    private static final String BEAN = "osgi.service.blueprint.compname"; // by the specification of Blueprint
    private static final String FACTORY_PID = "service.factoryPid"; // by the specification of ConfigurationAdmin

    private WantedName() {}

    /** The name that a service asks for. Instances of a factory component have one each, which says which it is. */
    static String of(TheirProperties service) {
        String name = service.first(NAME)
                .or(() -> service.first(COMPONENT))
                .or(() -> service.first(Constants.SERVICE_PID))
                .or(() -> service.first(BEAN).map(bean -> service.bundle() + "." + bean))
                .orElseGet(service::bundle);
        return usable(instance(service)
                .filter(instance -> !name.endsWith(instance))
                .map(instance -> name + "~" + instance)
                .orElse(name));
    }

    /** The part of its PID by which an instance of a factory component differs from all others. */
    private static Optional<String> instance(TheirProperties service) {
        return service.first(FACTORY_PID)
                .flatMap(factory -> service.texts(Constants.SERVICE_PID).stream()
                        .filter(pid -> pid.startsWith(factory) && pid.length() > factory.length() + 1)
                        .map(pid -> pid.substring(factory.length() + 1))
                        .findFirst());
    }

    /** Names stand in paths, tables and logs: without a slash, and of characters that are shown. */
    private static String usable(String name) {
        return name.replaceAll("[/\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]", "-")
                .strip();
    }
}
