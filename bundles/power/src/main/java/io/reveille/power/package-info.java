/** The components of the bundle, and the services that it offers. */
@NullMarked
package io.reveille.power;

import org.jspecify.annotations.NullMarked;
