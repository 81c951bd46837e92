/** Reveille in web consoles of the generation of {@code javax.servlet}, as Apache Karaf's. */
@NullMarked
package io.reveille.webconsole.javax;

import org.jspecify.annotations.NullMarked;
