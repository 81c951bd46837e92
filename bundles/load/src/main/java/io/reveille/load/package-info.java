/**
 * Takes bundles and configurations from a folder: a file that comes is installed, one that changes is updated, one that
 * goes is uninstalled. The kernel tells of changes, and nothing is polled. See docs/load.md.
 */
@NullMarked
package io.reveille.load;

import org.jspecify.annotations.NullMarked;
