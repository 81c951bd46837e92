/** The public API: to schedule jobs, contribute handlers, and see what they do. */
@Export
@Version("0.6.0")
@NullMarked
package io.reveille;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
