/** Schedules as immutable values: what a text means, and which instant comes next. */
@Export
@Version("0.1.0")
@NullMarked
package io.reveille.schedule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
