/** Jobs on a gateway with Eclipse Kura's store, by Reveille's own engine. */
@NullMarked
package io.reveille.kura;

import org.jspecify.annotations.NullMarked;
