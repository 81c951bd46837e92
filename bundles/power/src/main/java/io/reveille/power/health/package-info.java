/** The health of the gateway's sleep, as a Felix health check. */
@NullMarked
package io.reveille.power.health;

import org.jspecify.annotations.NullMarked;
