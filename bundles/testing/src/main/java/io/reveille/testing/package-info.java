/**
 * The whole of Reveille in one thread, on a clock that a unit test turns; {@link io.reveille.testing.ManualScheduler} is
 * the way in. For the class path of tests, not for a gateway.
 */
@Export
@Version("0.3.0")
@NullMarked
package io.reveille.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
