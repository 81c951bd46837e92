/**
 * The page store: run state in pages, in a folder or on another medium. Knows no component, no ConfigurationAdmin and nothing
 * else of this bundle, so that another bundle can carry a copy of its own.
 */
@NullMarked
package io.reveille.persistence.pages;

import org.jspecify.annotations.NullMarked;
