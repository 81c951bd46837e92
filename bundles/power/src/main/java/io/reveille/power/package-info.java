/** The life of the bundle as components, and what it offers. */
@NullMarked
package io.reveille.power;

import org.jspecify.annotations.NullMarked;
