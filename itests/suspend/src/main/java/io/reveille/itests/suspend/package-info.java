/** Says on the machine's console what runs and how it sleeps; and, as tests, the machine around it. */
@NullMarked
package io.reveille.itests.suspend;

import org.jspecify.annotations.NullMarked;
