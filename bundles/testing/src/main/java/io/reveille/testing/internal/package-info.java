/** The engine with its surroundings in the test's hand, for Reveille's own tests; may change with any version. */
@NullMarked
package io.reveille.testing.internal;

import org.jspecify.annotations.NullMarked;
