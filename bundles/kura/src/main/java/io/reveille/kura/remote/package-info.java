/** Remote control: requests over Eclipse Kura's cloud connections. docs/kura-remote.md says what can be asked. */
@NullMarked
package io.reveille.kura.remote;

import org.jspecify.annotations.NullMarked;
