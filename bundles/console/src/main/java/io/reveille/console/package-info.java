/** The operator's console: its pages and their JSON, for any web console that an adapter puts them into. */
@Export
@Version("0.2.0")
@NullMarked
package io.reveille.console;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
