/** Job definitions and run state in ConfigurationAdmin. */
@NullMarked
package io.reveille.persistence;

import org.jspecify.annotations.NullMarked;
