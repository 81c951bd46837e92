package io.reveille.itests.examples.pages;

import java.util.List;

/** Finds in something that a document shows as code what there is not. */
interface Rule {

    /** Returns a sentence for each fault; none where the rule has nothing to say of the text. */
    List<String> faults(String text);
}
