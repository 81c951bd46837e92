package org.eclipse.kura.cloudconnection.request;

import org.osgi.annotation.versioning.ProviderType;

/** The connection that a request came over. Only Kura makes one, and nothing of it is used here. */
@ProviderType
public class RequestHandlerContext {

    private RequestHandlerContext() {}
}
