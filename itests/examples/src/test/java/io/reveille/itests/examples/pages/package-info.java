/** What the documents tell a reader to type, and the names that they use, held against what is there. */
package io.reveille.itests.examples.pages;
