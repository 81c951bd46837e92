/** How the gateway's sleep is, as a Felix health check. */
@NullMarked
package io.reveille.power.health;

import org.jspecify.annotations.NullMarked;
