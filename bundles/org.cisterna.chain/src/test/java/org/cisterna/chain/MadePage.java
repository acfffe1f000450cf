// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/ of which a test makes a part: held as it stands, and written anew with {@code -Dcisterna.write=true}. */
final class MadePage {

    private static final String END = "<!-- end -->\n";

    private MadePage() {}

    /** Holds the part that a test with this simple name makes. */
    static void holds(Path page, String test, String made) throws IOException {
        String begin = "<!-- made by " + test + ": begin -->\n";
        String whole = Files.readString(page);
        int from = whole.indexOf(begin) + begin.length();
        assertThat(whole).as("%s has a part for %s", page, test).contains(begin);
        if (Boolean.getBoolean("cisterna.write")) {
            Files.writeString(page, whole.substring(0, from) + made + whole.substring(whole.indexOf(END, from)));
            whole = Files.readString(page);
        }
        assertThat(whole.substring(from, whole.indexOf(END, from)))
                .as("%s is stale; write it with -Dcisterna.write=true", page)
                .isEqualTo(made);
    }
}
