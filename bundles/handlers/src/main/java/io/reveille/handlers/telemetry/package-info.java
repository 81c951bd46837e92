/** The handlers that append the host's figures to files and that sum these up in reports. Leans on arguments. */
@NullMarked
package io.reveille.handlers.telemetry;

import org.jspecify.annotations.NullMarked;
