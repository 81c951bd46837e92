/**
 * Where the gateway keeps what it writes and reads: the folders that the framework's properties name, unless a platform offers a
 * service of its own. Used by other bundles, and by no package of this one.
 */
@NullMarked
package io.reveille.core.folders;

import org.jspecify.annotations.NullMarked;
