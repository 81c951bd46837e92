/** The events of the gateway's sleep, for EventAdmin. */
@NullMarked
package io.reveille.power.events;

import org.jspecify.annotations.NullMarked;
