/** Job definitions in ConfigurationAdmin; run state in pages there or in a folder. */
@NullMarked
package io.reveille.persistence;

import org.jspecify.annotations.NullMarked;
