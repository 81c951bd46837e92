/** Jobs as JSON, for shells and consoles: the same names and units wherever they are shown. */
@Export
@Version("0.3.0")
@NullMarked
package io.reveille.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
