/** The back end for Linux. */
@NullMarked
package io.reveille.power.linux;

import org.jspecify.annotations.NullMarked;
