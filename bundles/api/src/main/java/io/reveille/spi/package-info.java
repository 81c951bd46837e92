/**
 * The interfaces that other bundles implement for the engine, as stores, gates and listeners, and those that the
 * engine offers to adapters.
 */
@Export
@Version("0.2.0")
@NullMarked
package io.reveille.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
