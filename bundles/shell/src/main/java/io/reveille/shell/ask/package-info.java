/**
 * A gateway that runs as a service is asked through a socket in its data folder: {@code gateway --ask} sends commands, and
 * gets what they show. docs/shell.md says who may.
 */
@NullMarked
package io.reveille.shell.ask;

import org.jspecify.annotations.NullMarked;
