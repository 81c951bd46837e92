/** A gateway with Eclipse Kura's store of configurations, as far as Reveille meets it, to test against. */
@NullMarked
package io.reveille.itests.kura;

import org.jspecify.annotations.NullMarked;
