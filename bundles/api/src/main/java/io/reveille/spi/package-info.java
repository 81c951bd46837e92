/** What the engine asks of others: stores for definitions and state, listeners; and what it offers to adapters. */
@Export
@Version("0.2.0")
@NullMarked
package io.reveille.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
