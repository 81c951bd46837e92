package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** A cloud connection, where handlers of requests are registered. */
@ProviderType
public interface RequestHandlerRegistry {

    /**
     * From now on requests of this id are handed over to the handler.
     *
     * @param id what stands behind account and client in the topic of a request: a name and a version, NAME-V1
     */
    void registerRequestHandler(String id, RequestHandler requestHandler) throws KuraException;

    /** From now on no request of this id is handed over. */
    void unregister(String id) throws KuraException;
}
