/** The handler that sends HTTP requests, and the clients that end with their run. Leans on arguments. */
@NullMarked
package io.reveille.handlers.http;

import org.jspecify.annotations.NullMarked;
