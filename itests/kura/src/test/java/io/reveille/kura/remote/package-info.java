/** Jobs on a gateway with Eclipse Kura's store, by Reveille's own engine. */
@NullMarked
package io.reveille.kura.remote;

import org.jspecify.annotations.NullMarked;
